fn main(){
  let mut l = alinea::source::MemoryLoader::default();
  let dir = std::env::args().nth(1).unwrap();
  for f in std::fs::read_dir(dir).unwrap(){ let f=f.unwrap(); if f.file_type().unwrap().is_file(){ l = l.with(f.file_name().into_string().unwrap(), std::fs::read(f.path()).unwrap()); } }
  let c = alinea::check::check(&l);
  for d in &c.diagnostics { let s=d.place().unwrap(); println!("{} {:?} {}:{:?} {} [{}] {:?} help {:?}", d.code, d.severity, c.sources.file(s.file).name, c.sources.position(s), d.message, c.sources.slice(s), d.labels[0].text, d.help); }
  println!("{}", c.plan.is_some());
}
