#include "report/html/page.h"

namespace proviso::html {

// The colours of the pictures stand in their attributes, so that they show without any style; by
// these they follow the page's own.
std::string_view style() {
  return R"css(
:root{color-scheme:light dark;--page:#f4f6f8;--paper:#fff;--ink:#1d2733;--faint:#55606e;--line:#d3d9e0;
--red:#b3121d;--blue:#1f5fa8;--green:#17703a;--amber:#7a5200;--violet:#5b3f9b;--grey:#a3acb8;
--redbg:#fdecec;--bluebg:#e8f1fb;--greenbg:#e6f4eb;--amberbg:#fff4d6;--violetbg:#f0ebfa;--notebg:#fff8df;--band:#f4f6f8}
@media screen and (prefers-color-scheme:dark){:root{--page:#12171d;--paper:#1a2129;--ink:#e6ebf1;--faint:#a9b4c0;--line:#38424e;
--red:#ff9a9a;--blue:#8fc0f7;--green:#7fd6a0;--amber:#f0c26a;--violet:#c3aef5;--grey:#6f7b89;
--redbg:#431d20;--bluebg:#1b3049;--greenbg:#173524;--amberbg:#3d3014;--violetbg:#2c2344;--notebg:#35301c;--band:#212a33}}
*{box-sizing:border-box}
html{scroll-behavior:smooth}
@media (prefers-reduced-motion:reduce){html{scroll-behavior:auto}}
body{margin:0;background:var(--page);color:var(--ink);font:1rem/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"DejaVu Sans",sans-serif}
header,main,footer{max-width:78rem;margin:0 auto;padding:0 1.25rem}
header{display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;align-items:baseline;padding-top:.9rem;padding-bottom:.4rem}
header p{margin:0}
.brand{font-weight:700;letter-spacing:.02em}
footer{color:var(--faint);font-size:.875rem;padding-top:1rem;padding-bottom:2rem}
main:focus{outline:none}
.skip{position:absolute;left:-999rem}
.skip:focus{position:static;display:inline-block;padding:.5rem}
a{color:var(--blue)}
:focus-visible{outline:3px solid var(--blue);outline-offset:2px;border-radius:2px}
h1{font-size:1.7rem;line-height:1.2;margin:.6rem 0 .4rem;overflow-wrap:anywhere}
h2{font-size:1.3rem;line-height:1.3;margin:0 0 .5rem;overflow-wrap:anywhere}
h3{font-size:1.02rem;margin:1.5rem 0 .4rem}
p{margin:.35rem 0}
ul{margin:.35rem 0;padding-left:1.3rem}
.lead{font-size:1.1rem;max-width:60rem}
.faint,cite{color:var(--faint)}
cite{font-style:italic}
code,pre{font-family:ui-monospace,"SFMono-Regular","DejaVu Sans Mono",Menlo,Consolas,monospace;font-size:.875rem}
code{overflow-wrap:anywhere}
section.card{background:var(--paper);border:1px solid var(--line);border-radius:.6rem;padding:1.1rem 1.25rem;margin:1rem 0}
section.finding{border-left:.35rem solid var(--red)}
section.finding.possible{border-left-color:var(--amber)}
section.finding.allowed{border-left-color:var(--grey)}
.badge{display:inline-block;padding:.05rem .55rem;border-radius:1rem;border:1px solid;font-size:.875rem;font-weight:600;white-space:nowrap}
.complies{color:var(--green);background:var(--greenbg)}
.conflicts{color:var(--red);background:var(--redbg)}
.depends{color:var(--amber);background:var(--amberbg)}
.impossible,.undecided{color:var(--violet);background:var(--violetbg)}
.silent{color:var(--faint);background:var(--band)}
.tiles{list-style:none;display:flex;flex-wrap:wrap;gap:.6rem;padding:0;margin:.8rem 0}
.tiles li{background:var(--paper);border:1px solid var(--line);border-radius:.6rem;padding:.5rem .9rem;min-width:7rem}
.tiles b{display:block;font-size:1.5rem;line-height:1.2}
dl.facts{display:grid;grid-template-columns:max-content 1fr;gap:.15rem 1rem;margin:.7rem 0}
dl.facts dt{color:var(--faint)}
dl.facts dd{margin:0;overflow-wrap:anywhere}
form{display:flex;flex-wrap:wrap;gap:.6rem 1rem;align-items:end;margin:.8rem 0}
form[hidden]{display:none}
label{display:grid;gap:.15rem;font-size:.875rem;color:var(--faint)}
input,select,button{font:inherit;color:var(--ink);background:var(--paper);border:1px solid var(--faint);border-radius:.35rem;padding:.35rem .6rem}
select{max-width:16rem}
button{cursor:pointer}
table{border-collapse:collapse;width:100%}
caption{text-align:left;color:var(--faint);font-size:.875rem;padding:.2rem 0 .4rem}
th,td{text-align:left;vertical-align:top;padding:.4rem .6rem;border-bottom:1px solid var(--line)}
thead th{border-bottom:2px solid var(--grey);white-space:nowrap}
th button{border:0;background:none;padding:0;font-weight:inherit;text-align:left}
th button::after{content:" \2195";color:var(--faint)}
th[aria-sort=ascending] button::after{content:" \2191";color:var(--ink)}
th[aria-sort=descending] button::after{content:" \2193";color:var(--ink)}
tbody th{font-weight:600}
.date{white-space:nowrap}
tr.breach td,tr.breach th{background:var(--redbg)}
#deals td,#deals th{overflow-wrap:break-word}
#deals code{overflow-wrap:anywhere}
#deals td p{margin:0 0 .2rem}
.scroll{overflow-x:auto;border:1px solid var(--line);border-radius:.4rem;background:var(--paper)}
.scroll.plain{border:0}
figure{margin:.6rem 0;max-width:100%}
figcaption{font-size:.875rem;color:var(--faint);margin-bottom:.3rem}
figcaption b{color:var(--ink)}
.pair{display:flex;flex-wrap:wrap;gap:.5rem 1.25rem;align-items:flex-start}
.pair figure{flex:0 1 auto;min-width:min(100%,18rem)}
.tools{display:flex;gap:.35rem;margin-bottom:.3rem}
.tools button{padding:.05rem .6rem}
svg{display:block;font-family:system-ui,-apple-system,"Segoe UI",Roboto,"DejaVu Sans",Helvetica,Arial,sans-serif}
pre{margin:.4rem 0;background:var(--band);border-radius:.4rem;padding:.5rem .7rem;overflow-x:auto;line-height:1.45}
pre .no{color:var(--faint);user-select:none}
pre mark{color:inherit;background:var(--redbg);text-decoration:underline;text-decoration-color:var(--red);text-decoration-thickness:2px;text-underline-offset:3px}
pre.clause mark{background:var(--bluebg);text-decoration-color:var(--blue)}
.instead{border-left:.25rem solid var(--red);padding-left:.7rem;margin:.5rem 0}
.note{border-left:.25rem solid var(--grey);padding-left:.7rem}
details{margin:.8rem 0}
summary{cursor:pointer;font-weight:600}
svg [fill="white"]{fill:var(--paper)}
svg [fill="#1d2733"],svg text:not([fill]){fill:var(--ink)} svg [stroke="#1d2733"]{stroke:var(--ink)}
svg [fill="#5f6b7a"]{fill:var(--faint)} svg [stroke="#5f6b7a"]{stroke:var(--faint)}
svg [fill="#b3121d"]{fill:var(--red)} svg [stroke="#b3121d"]{stroke:var(--red)}
svg [fill="#1f5fa8"]{fill:var(--blue)} svg [stroke="#1f5fa8"]{stroke:var(--blue)}
svg [fill="#17703a"]{fill:var(--green)} svg [stroke="#17703a"]{stroke:var(--green)} svg [stroke="#ffffff"]{stroke:var(--paper)}
svg [fill="#a3acb8"]{fill:var(--grey)} svg [stroke="#a3acb8"]{stroke:var(--grey)}
svg [fill="#fdecec"]{fill:var(--redbg)} svg [fill="#e8f1fb"]{fill:var(--bluebg)} svg [fill="#fff8df"]{fill:var(--notebg)}
svg [fill="#eef1f4"]{fill:var(--band)} svg [stroke="#d3d9e0"]{stroke:var(--line)}
@media (max-width:40rem){.scroll.plain>table:not(#deals){min-width:36rem}header,main,footer{padding-left:.8rem;padding-right:.8rem}section.card{padding:.8rem .8rem}
#deals thead{position:absolute;left:-999rem}
#deals,#deals tbody,#deals tr,#deals th,#deals td{display:block;width:auto}
#deals tr{border-bottom:2px solid var(--grey);padding:.5rem 0}#deals tr[hidden]{display:none}
#deals th,#deals td{border:0;padding:.1rem .2rem}#deals td:empty{display:none}
#deals td[data-label]::before{content:attr(data-label) ": ";color:var(--faint);font-size:.875rem}
dl.facts{grid-template-columns:1fr}dl.facts dd{margin-bottom:.3rem}}
@media print{:root{--page:#fff;--band:#fff}body{font-size:10pt}form,.tools,.skip,nav{display:none!important}
section.card{border:0;border-top:1px solid var(--line);border-radius:0;padding:.6rem 0}
section.finding{border-left:.2rem solid var(--red);padding-left:.8rem}
figure,tr,pre,.instead{break-inside:avoid}h2,h3{break-after:avoid}
.scroll{overflow:visible;border:0}svg{max-width:100%;height:auto}pre{white-space:pre-wrap;border:1px solid var(--line)}
details::details-content{content-visibility:visible;block-size:auto}a{color:inherit;text-decoration:none}}
)css";
}

std::string_view script() {
  return R"js((()=>{"use strict";
const d=document,all=(s,e=d)=>[...e.querySelectorAll(s)];
const form=d.getElementById("filter"),table=d.getElementById("deals");
if(form&&table){
const rows=all("tbody tr",table),body=table.tBodies[0],said=d.getElementById("shown"),f=form.elements;
const words=new Map(rows.map(r=>[r,r.textContent.toLowerCase()]));
const apply=()=>{let n=0;const need=f.words.value.toLowerCase().split(/\s+/);
for(const r of rows){const ok=(!f.verdict.value||r.dataset.verdict===f.verdict.value)
&&(!f.under.value||all("[data-under]",r).some(c=>c.dataset.under===f.under.value))&&need.every(w=>words.get(r).includes(w));
r.hidden=!ok;n+=ok}
said.textContent=n+" of "+rows.length+" deals shown"};
form.hidden=false;form.addEventListener("input",apply);form.addEventListener("reset",()=>setTimeout(apply));
form.addEventListener("submit",e=>e.preventDefault());apply();
all("thead th",table).forEach((h,i)=>{const b=d.createElement("button");b.type="button";b.textContent=h.textContent;h.replaceChildren(b);
b.addEventListener("click",()=>{const up=h.getAttribute("aria-sort")!=="ascending"?1:-1;
all("th[aria-sort]",table).forEach(o=>o.removeAttribute("aria-sort"));h.setAttribute("aria-sort",up>0?"ascending":"descending");
const key=r=>r.cells[i].dataset.key||r.cells[i].textContent.trim();
rows.sort((a,b)=>up*key(a).localeCompare(key(b),"en",{numeric:true}));body.append(...rows)})})}
all("figure").forEach(g=>{const svg=g.querySelector(".scroll>svg");if(!svg)return;
const width=+svg.getAttribute("width"),bar=d.createElement("div"),box=svg.parentNode;bar.className="tools";let scale=1;
const set=s=>{scale=Math.min(4,Math.max(.2,s));svg.style.width=width*scale+"px";svg.style.height="auto"};
const add=(sign,name,act)=>{const b=d.createElement("button");b.type="button";b.textContent=sign;b.setAttribute("aria-label",name+": "+box.getAttribute("aria-label"));b.addEventListener("click",act);bar.append(b)};
add("\u2212","Smaller",()=>set(scale/1.25));add("+","Larger",()=>set(scale*1.25));
add("Fit","Fit to the page",()=>set((box.clientWidth-2)/width));add("Original","Original size",()=>set(1));
box.before(bar)})})();
)js";
}

}  // namespace proviso::html
