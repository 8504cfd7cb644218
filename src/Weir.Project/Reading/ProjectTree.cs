using Weir.Project.Yaml;

namespace Weir.Project.Reading;

/// <summary>Merges the files of a project into the tree that one file would have given.</summary>
/// <remarks>
/// A file of <c>tables/</c> with the one key <c>tables</c> holds several, written as in <c>weir.yaml</c>; every other file
/// is one table, called after the file. Likewise for the other folders.
/// </remarks>
internal static class ProjectTree
{
    /// <returns>None when there is nothing to read, which is noted.</returns>
    public static YamlNode? Of(IReadOnlyList<SourceFile> files, Findings findings)
    {
        var trees = files.Where(file => !SqlFiles.Is(file.Path)).Select(file => (file.Path, Root: FunctionFiles.IsImplied(file) ? Nothing(file.Path) : YamlReader.Read(file, findings))).ToList();
        var root = trees.FirstOrDefault(t => t.Path == ProjectFiles.Root).Root;
        if (root is not (null or YamlNode.Map or YamlNode.Broken))
        {
            return root;
        }

        var entries = (root as YamlNode.Map)?.Entries.ToList() ?? [];
        foreach (var key in ProjectFiles.Folders)
        {
            var of = trees.Where(t => t.Root is not null && t.Path.StartsWith(key + "/", StringComparison.Ordinal));
            Merge(entries, key, [.. of.SelectMany(t => DefinitionsOf(t.Path, t.Root!, key, findings))], findings);
        }

        Merge(entries, FunctionFiles.Key, FunctionsOf(trees, entries), findings);
        return new YamlNode.Map(root?.Place ?? Place.StartOf(ProjectFiles.Root), entries)
        {
            // Of a root file that is not there, or not a map, nothing is known: nothing is missing.
            Lost = root is YamlNode.Map map ? map.Lost : new HashSet<string> { "project", "buckets" },
        };
    }

    private static void Merge(
        List<(YamlNode.Scalar Key, YamlNode Value)> entries, string key, IReadOnlyList<(YamlNode.Scalar Key, YamlNode Value)> added, Findings findings)
    {
        if (added.Count == 0)
        {
            return;
        }

        var at = entries.FindIndex(e => e.Key.Text == key);
        var present = at < 0 ? [] : (entries[at].Value as YamlNode.Map)?.Entries ?? [];
        var merged = new List<(YamlNode.Scalar Key, YamlNode Value)>();
        var seen = new Dictionary<string, Place>(StringComparer.Ordinal);
        foreach (var (name, value) in present.Concat(added))
        {
            if (seen.TryAdd(name.Text, name.Place))
            {
                merged.Add((name, value));
            }
            else
            {
                findings.Add(
                    name.Place,
                    "WEIR2206",
                    $"The {key[..^1]} '{name.Text}' is declared twice: in {seen[name.Text]} and in {name.Place}.",
                    "Rename one of the two, or remove it.");
            }
        }

        var (owner, map) = (merged[0].Key, new YamlNode.Map(merged[0].Key.Place, merged));
        if (at >= 0 && entries[at].Value is YamlNode.Map or YamlNode.Scalar { IsNothing: true })
        {
            entries[at] = (entries[at].Key, map);
        }
        else
        {
            // Beside a value of the wrong type, which is still to be reported.
            entries.Add((Name(key, owner.Place), map));
        }
    }

    private static IReadOnlyList<(YamlNode.Scalar Key, YamlNode Value)> DefinitionsOf(string path, YamlNode root, string key, Findings findings)
    {
        if (root is not YamlNode.Map map || map.Entries.All(e => e.Key.Text != key))
        {
            return root is YamlNode.Broken ? [] : [(Name(Path.GetFileNameWithoutExtension(path), Place.StartOf(path)), root)];
        }

        foreach (var (other, _) in map.Entries.Where(e => e.Key.Text != key))
        {
            findings.Add(
                other.Place,
                "WEIR2101",
                $"'{other.Text}' stands beside '{key}' in {path}.",
                $"A file of '{key}/' holds either the one key '{key}', or one {key[..^1]} called after the file.");
        }

        switch (map[key])
        {
            case YamlNode.Map definitions:
                return definitions.Entries;
            case YamlNode.Broken or YamlNode.Scalar { IsNothing: true }:
                return [];
            case var wrong:
                findings.Add(wrong!.Place, "WEIR2104", $"'{key}' wants a map, found {wrong.Found}.", $"Write the name of each {key[..^1]} as a key.");
                return [];
        }
    }

    /// <summary>One function for each folder; one that the root file declares needs no file of its own.</summary>
    private static IReadOnlyList<(YamlNode.Scalar Key, YamlNode Value)> FunctionsOf(
        IEnumerable<(string Path, YamlNode? Root)> trees, IReadOnlyList<(YamlNode.Scalar Key, YamlNode Value)> entries)
    {
        var declared = entries.Where(e => e.Key.Text == FunctionFiles.Key).Select(e => e.Value).OfType<YamlNode.Map>().ToList();
        return
        [
            .. from tree in trees
               where tree.Root is not (null or YamlNode.Broken) && FunctionFiles.NameOf(tree.Path) is not null
               let name = Name(FunctionFiles.NameOf(tree.Path)!, Place.StartOf(tree.Path))
               where tree.Root is not YamlNode.Scalar { IsNothing: true } || !declared.Exists(d => d[name.Text] is not null)
               select (name, tree.Root),
        ];
    }

    private static YamlNode.Scalar Nothing(string path) => new(Place.StartOf(path), "", isPlain: true, "");

    private static YamlNode.Scalar Name(string text, Place place) => new(place, text, isPlain: false, text);
}
