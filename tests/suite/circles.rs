//! No two files of a module need each other, by whatever way round: each can be read when those below it are known.

use std::collections::{BTreeMap, BTreeSet};

use syn::UseTree;
use syn::visit::Visit;

use crate::support::rust_sources;

/// The segments of a path from the root of the crate.
type Path = Vec<String>;

/// Paths that a file names from its own place, its neighbours' or the root.
struct Named {
    module: Path,
    found: BTreeSet<Path>,
}

impl Named {
    fn add(&mut self, segments: &[String]) {
        let mut at = match segments.first().map(String::as_str) {
            Some("crate") => Vec::new(),
            Some("super" | "self") => self.module.clone(),
            // A module's own children need no word before them.
            Some(_) => self.module.clone(),
            None => return,
        };
        for segment in segments {
            match segment.as_str() {
                "crate" | "self" => {}
                "super" => _ = at.pop(),
                name => at.push(name.to_string()),
            }
        }
        self.found.insert(at);
    }

    fn add_tree(&mut self, before: &[String], tree: &UseTree) {
        let with = |name: &syn::Ident| [before, &[name.to_string()]].concat();
        match tree {
            UseTree::Path(path) => self.add_tree(&with(&path.ident), &path.tree),
            UseTree::Name(name) => self.add(&with(&name.ident)),
            UseTree::Rename(name) => self.add(&with(&name.ident)),
            UseTree::Glob(_) => self.add(before),
            UseTree::Group(group) => group.items.iter().for_each(|tree| self.add_tree(before, tree)),
        }
    }
}

impl<'ast> Visit<'ast> for Named {
    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        self.add_tree(&[], &item.tree);
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let segments: Path = path.segments.iter().map(|segment| segment.ident.to_string()).collect();
        if ["super", "crate"].contains(&segments[0].as_str()) {
            self.add(&segments);
        }
        syn::visit::visit_path(self, path);
    }
}

/// Each module with the paths that its file names.
fn modules() -> BTreeMap<Path, BTreeSet<Path>> {
    let named = |(file, text): (std::path::PathBuf, String)| {
        let mut module: Path = file.iter().map(|part| part.to_string_lossy().trim_end_matches(".rs").into()).collect();
        module.pop_if(|last| last == "mod" || last == "lib" || last == "main");
        let mut named = Named { module: module.clone(), found: BTreeSet::new() };
        named.visit_file(&syn::parse_file(&text).expect("the file is Rust"));
        (module, named.found)
    };
    rust_sources().into_iter().map(named).collect()
}

/// Which children of a module name which others, directly or by a name that the module hands on.
fn neighbours(modules: &BTreeMap<Path, BTreeSet<Path>>, parent: &Path) -> BTreeMap<String, BTreeSet<String>> {
    let depth = parent.len();
    let below = |path: &Path| path.len() > depth && path.starts_with(parent);
    let children: BTreeSet<&String> = modules.keys().filter(|path| below(path)).map(|path| &path[depth]).collect();
    let handed_on: BTreeMap<&String, &String> = modules[parent]
        .iter()
        .filter(|path| path.len() > depth + 1 && below(path) && children.contains(&path[depth]))
        .map(|path| (&path[path.len() - 1], &path[depth]))
        .collect();
    let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (module, named) in modules.iter().filter(|(module, _)| below(module)) {
        let from = &module[depth];
        for name in named.iter().filter(|path| below(path)).map(|path| &path[depth]) {
            let to = if children.contains(name) { Some(&name) } else { handed_on.get(name) };
            if let Some(to) = to.filter(|to| **to != from) {
                found.entry(from.clone()).or_default().insert((*to).clone());
            }
        }
    }
    found
}

/// All that can be come to from a child, going from name to name.
fn reached(from: &str, names: &BTreeMap<String, BTreeSet<String>>) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut next = vec![from.to_string()];
    while let Some(one) = next.pop() {
        let new: Vec<String> =
            names.get(&one).into_iter().flatten().filter(|name| !found.contains(*name)).cloned().collect();
        found.extend(new.iter().cloned());
        next.extend(new);
    }
    found
}

#[test]
fn no_files_of_a_module_need_each_other() {
    let modules = modules();
    let mut wrong = Vec::new();
    for parent in modules.keys() {
        let names = neighbours(&modules, parent);
        let in_circle = |child: &&String| reached(child, &names).contains(*child);
        let circle: Vec<&String> = names.keys().filter(in_circle).collect();
        if !circle.is_empty() {
            wrong.push(format!("{}: {circle:?}", parent.join("::")));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
