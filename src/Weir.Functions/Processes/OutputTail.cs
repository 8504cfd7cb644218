using System.Text;

using Weir.Engine.Functions;

namespace Weir.Functions.Processes;

/// <summary>The last lines that a process wrote, in bounded memory however much it writes.</summary>
/// <param name="capacity">How many bytes are kept.</param>
internal sealed class OutputTail(int capacity)
{
    private const byte LineEnd = (byte)'\n';

    private byte[] _kept = [];
    private LiveOutput? _watcher;
    private int _length;
    private long _droppedLines;
    private long _droppedBytes;

    /// <summary>Has somebody see what is kept, and all that comes until it is taken. Nobody does with null.</summary>
    public void Watch(LiveOutput? watcher)
    {
        _watcher = watcher;
        watcher?.Add(_kept.AsSpan(0, _length));
    }

    /// <summary>Adds whole lines, each with its end.</summary>
    public void Add(ReadOnlySpan<byte> lines)
    {
        _watcher?.Add(lines);
        if (lines.Length > capacity)
        {
            Drop(lines[..^capacity]);
            lines = lines[^capacity..];
        }

        // Making room for twice what is needed, so that not every line moves all the others.
        if (_length + lines.Length > 2 * capacity)
        {
            Shrink(capacity - lines.Length);
        }

        if (_length + lines.Length > _kept.Length)
        {
            Array.Resize(ref _kept, Math.Max(_length + lines.Length, Math.Min(2 * _kept.Length, 2 * capacity)));
        }

        lines.CopyTo(_kept.AsSpan(_length));
        _length += lines.Length;
    }

    /// <summary>Gives away what was kept.</summary>
    public IReadOnlyList<string> Take()
    {
        Shrink(capacity);
        var lines = new List<string>();
        if (_droppedBytes > 0)
        {
            lines.Add($"… {_droppedLines} earlier lines ({_droppedBytes} bytes) were dropped");
        }

        var text = Encoding.UTF8.GetString(_kept.AsSpan(0, _length));
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            lines.Add(line.ToString());
        }

        // What follows the last line end is no line.
        lines.RemoveAt(lines.Count - 1);
        _watcher = null;
        (_droppedLines, _droppedBytes) = (0, 0);
        (_kept, _length) = ([], 0);
        return lines;
    }

    private void Shrink(int to)
    {
        if (_length <= to)
        {
            return;
        }

        var all = _kept.AsSpan(0, _length);

        // From the beginning of a line.
        var cut = _length - to;
        var end = all[cut..].IndexOf(LineEnd);
        cut = end < 0 ? _length : cut + end + 1;
        Drop(all[..cut]);
        all[cut..].CopyTo(all);
        _length -= cut;
    }

    private void Drop(ReadOnlySpan<byte> lines)
    {
        _droppedLines += lines.Count(LineEnd);
        _droppedBytes += lines.Length;
    }
}
