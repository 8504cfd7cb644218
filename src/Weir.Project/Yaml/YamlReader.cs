using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Weir.Project.Yaml;

/// <summary>Reads one file into a tree with places. Whatever the file holds, it throws nothing: mistakes are noted.</summary>
internal sealed class YamlReader
{
    private const int MaxDepth = 32;
    private const int MaxSyntaxMistakes = 20;

    private readonly string _path;
    private readonly string _text;
    private readonly Parser _parser;
    private readonly IReadOnlySet<string> _lost;
    private readonly Findings _findings;
    private readonly Stack<Place> _open = [];
    private Place _last;

    private YamlReader(string path, YamlSections sections, Findings findings)
    {
        _path = path;
        _text = sections.Text;
        _lost = sections.Lost;
        _findings = findings;
        _last = Place.StartOf(path);
        _parser = new Parser(new StringReader(_text));
    }

    /// <returns>Null, with the mistake noted, when the file holds no value at all.</returns>
    public static YamlNode? Read(SourceFile file, Findings findings)
    {
        if (SourceText.Of(file, findings) is not { } text)
        {
            return null;
        }

        var sections = new YamlSections(text);
        for (var mistakes = 0; mistakes < MaxSyntaxMistakes; mistakes++)
        {
            var reader = new YamlReader(file.Path, sections, findings);
            var (root, stopped) = reader.TryReadStream();
            if (stopped is null)
            {
                return root;
            }

            var open = reader._open.TryPeek(out var bracket) ? bracket : (Place?)null;
            var place = stopped is YamlTooDeepException deep
                ? deep.Place
                : YamlSyntax.Explain(file.Path, sections.Lines, stopped, reader._last, open, findings);
            if (!sections.Blank(place.Line))
            {
                break;
            }
        }

        return new YamlNode.Broken(Place.StartOf(file.Path));
    }

    private (YamlNode? Root, Exception? Stopped) TryReadStream()
    {
        try
        {
            return (ReadStream(), null);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // The parser throws more than its own exceptions: on '{b: 1' and a line at column one, InvalidOperationException.
            return (null, e);
        }
    }

    private YamlNode? ReadStream()
    {
        Next();
        if (Next() is StreamEnd)
        {
            if (_lost.Count == 0)
            {
                _findings.Add(Place.StartOf(_path), "WEIR2012", $"The file '{_path}' is empty.", "Write its content, or remove the file.");
            }

            return _lost.Count == 0 ? null : new YamlNode.Broken(Place.StartOf(_path));
        }

        var root = ReadNode(Next(), 0);
        Next();
        if (Next() is DocumentStart second)
        {
            _findings.Add(
                PlaceOf(second), "WEIR2010", "A second document starts here.", "Keep one document in a file: remove the '---' and what belongs elsewhere.");
        }

        return root;
    }

    private YamlNode ReadNode(ParsingEvent at, int depth)
    {
        var place = PlaceOf(at);
        if (depth > MaxDepth)
        {
            _findings.Add(place, "WEIR2011", $"This value lies more than {MaxDepth} levels deep.", "No project needs that: take the nesting apart.");
            throw new YamlTooDeepException(place);
        }

        RefuseProperties(at);
        return at switch
        {
            Scalar scalar => new YamlNode.Scalar(place, scalar.Value, scalar.Style is ScalarStyle.Plain, Raw(scalar)),
            SequenceStart start => ReadItems(place, start, depth),
            MappingStart start => ReadMap(place, start, depth),
            _ => new YamlNode.Broken(place),
        };
    }

    private YamlNode.Items ReadItems(Place place, SequenceStart start, int depth)
    {
        Open(place, start.Style is SequenceStyle.Flow);
        var values = new List<YamlNode>();
        for (var at = Next(); at is not SequenceEnd; at = Next())
        {
            values.Add(ReadNode(at, depth + 1));
        }

        Close(start.Style is SequenceStyle.Flow);
        return new YamlNode.Items(place, values);
    }

    private YamlNode.Map ReadMap(Place place, MappingStart start, int depth)
    {
        Open(place, start.Style is MappingStyle.Flow);
        var entries = new List<(YamlNode.Scalar, YamlNode)>();
        var seen = new Dictionary<string, Place>(StringComparer.Ordinal);
        for (var at = Next(); at is not MappingEnd; at = Next())
        {
            var key = ReadNode(at, depth + 1);
            var value = ReadNode(Next(), depth + 1);
            if (IsKey(key, value, at) is { } scalar)
            {
                if (seen.TryAdd(scalar.Text, scalar.Place))
                {
                    entries.Add((scalar, value));
                }
                else
                {
                    _findings.Add(
                        scalar.Place,
                        "WEIR2007",
                        $"The key '{scalar.Text}' stands twice in this map, first on line {seen[scalar.Text].Line}.",
                        "Remove one of the two, or merge them.");
                }
            }
        }

        Close(start.Style is MappingStyle.Flow);
        return new YamlNode.Map(place, entries) { Lost = depth == 0 ? _lost : new HashSet<string>() };
    }

    private YamlNode.Scalar? IsKey(YamlNode key, YamlNode value, ParsingEvent at)
    {
        if (key is YamlNode.Scalar { Text: "<<" } && at is Scalar { Style: ScalarStyle.Plain })
        {
            _findings.Add(key.Place, "WEIR2008", "Merge keys ('<<') are not part of a project file.", "Write the keys out.");
            return null;
        }

        if (key is YamlNode.Scalar scalar && (scalar.Text.Length > 0 || at is Scalar { Style: not ScalarStyle.Plain }))
        {
            return scalar;
        }

        if (key is YamlNode.Map)
        {
            _findings.Add(
                key.Place, "WEIR2013", "A map stands where a key is wanted.", "Put a {{template}} in double quotes: to YAML a '{' starts a map.");
        }
        else if (key is not YamlNode.Broken)
        {
            // The parser knows no place for a key that is not there.
            var place = key is YamlNode.Scalar ? value.Place : key.Place;
            _findings.Add(place, "WEIR2013", "A key is missing before this ':'.", "Write 'key: value'.");
        }

        return null;
    }

    private void RefuseProperties(ParsingEvent at)
    {
        if (at is AnchorAlias alias)
        {
            _findings.Add(
                PlaceOf(at),
                "WEIR2008",
                $"'*{alias.Value}' is an alias to YAML, and aliases are not part of a project file.",
                "Put a text that starts with '*' in quotes, or write the value out.");
        }

        if (at is not NodeEvent node)
        {
            return;
        }

        if (at is not AnchorAlias && !node.Anchor.IsEmpty)
        {
            _findings.Add(
                PlaceOf(at),
                "WEIR2008",
                $"'&{node.Anchor.Value}' is an anchor to YAML, and anchors are not part of a project file.",
                "Put a text that starts with '&' in quotes, or remove the anchor.");
        }

        if (!node.Tag.IsEmpty)
        {
            _findings.Add(
                PlaceOf(at),
                "WEIR2009",
                $"The tag '{Shorthand(node.Tag.Value)}' is not part of a project file.",
                "Put a text that starts with '!' in quotes, or remove the tag.");
        }
    }

    private static string Shorthand(string tag) => tag.Replace("tag:yaml.org,2002:", "!!", StringComparison.Ordinal);

    /// <summary>Remembers a bracket. An exception leaves it on the stack, which then tells what was never closed.</summary>
    private void Open(Place place, bool isFlow)
    {
        if (isFlow)
        {
            _open.Push(place);
        }
    }

    private void Close(bool isFlow)
    {
        if (isFlow)
        {
            _open.Pop();
        }
    }

    private ParsingEvent Next()
    {
        _parser.MoveNext();
        var at = _parser.Current ?? throw new InvalidOperationException("The document ended early.");
        _last = new Place(_path, (int)at.Start.Line, (int)at.Start.Column);
        return at;
    }

    private Place PlaceOf(ParsingEvent at) => new(_path, (int)at.Start.Line, (int)at.Start.Column);

    private string Raw(Scalar scalar)
    {
        var start = (int)Math.Clamp(scalar.Start.Index, 0, _text.Length);
        return _text[start..(int)Math.Clamp(scalar.End.Index, start, _text.Length)];
    }
}
