import fs from 'node:fs';
const s=(w)=>console.log(w, fs.readFileSync('/proc/self/status','utf8').match(/Vm(Data|HWM|RSS|Stk):.*/g).join(' '), (process.uptime()*1000|0)+'ms');
const sharp=(await import('sharp')).default; sharp.concurrency(1); sharp.cache(false);
const heic=(await import('heic-decode')).default; s('mods');
const buffer=fs.readFileSync(process.argv[2]);
const images=await heic.all({buffer}); s('parsed'); console.log(images.length, images[0].width, images[0].height);
try { console.log(await sharp(buffer).metadata()); } catch(e){console.log('meta', String(e))}
const {data,width,height}=await images[0].decode(); s('decoded'); images.dispose();
const w=await sharp(data,{raw:{width,height,channels:4}}).resize({width:1600,height:1600,fit:'inside'}).webp({quality:80,effort:2}).toBuffer(); s('webp '+w.length);
