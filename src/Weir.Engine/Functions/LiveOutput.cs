using System.Text;

namespace Weir.Engine.Functions;

/// <summary>What code of the user's writes while it runs, for those who watch it: the last of it, in bounded memory however much it writes.</summary>
/// <remarks>It may be used from several threads. Nobody who watches holds up what writes.</remarks>
/// <param name="written">Called when there is more; it must not wait for anything.</param>
/// <param name="now">Says the time.</param>
internal sealed class LiveOutput(Action written, Func<DateTimeOffset> now)
{
    private const byte LineEnd = (byte)'\n';

    /// <summary>As many bytes of the end are kept. The longest line fits in many times.</summary>
    private const int Kept = 512 << 10;

    /// <summary>What is written within so long has one time: lines that come fast need no more memory for when than for what.</summary>
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(100);

    private readonly Lock _gate = new();
    private readonly List<(long End, DateTimeOffset At)> _times = [];
    private byte[] _kept = [];
    private int _length;
    private long _dropped;

    /// <summary>Adds whole lines, each with its end.</summary>
    public void Add(ReadOnlySpan<byte> lines)
    {
        if (lines.IsEmpty)
        {
            return;
        }

        lock (_gate)
        {
            if (lines.Length > Kept)
            {
                var cut = lines.Length - Kept;
                cut += lines[cut..].IndexOf(LineEnd) + 1;
                _dropped += _length + cut;
                _length = 0;
                _times.Clear();
                lines = lines[cut..];
            }

            // Room for twice of it, so that not every line moves all the others.
            if (_length + lines.Length > 2 * Kept)
            {
                Drop(_length - Kept);
            }

            if (_length + lines.Length > _kept.Length)
            {
                Array.Resize(ref _kept, Math.Max(_length + lines.Length, Math.Min(2 * _kept.Length, 2 * Kept)));
            }

            lines.CopyTo(_kept.AsSpan(_length));
            _length += lines.Length;
            Note(now());
        }

        written();
    }

    /// <summary>Reads on from a place.</summary>
    /// <param name="position">Where; zero is the beginning. It is moved on.</param>
    /// <returns>The lines, and before them a note when some are gone.</returns>
    public IReadOnlyList<LiveLine> Read(ref long position)
    {
        byte[] bytes;
        long missed;
        (long End, DateTimeOffset At)[] times;
        var from = position;
        lock (_gate)
        {
            missed = Math.Max(0, _dropped - position);
            bytes = _kept.AsSpan((int)(position + missed - _dropped), (int)(_dropped + _length - position - missed)).ToArray();
            from += missed;
            times = [.. _times.Where(time => time.End > from)];
            position = _dropped + _length;
        }

        var lines = new List<LiveLine>();
        if (missed > 0)
        {
            lines.Add(new LiveLine($"… {missed} bytes were written faster than they could be shown", times[0].At));
        }

        var read = 0;
        foreach (var (end, at) in times)
        {
            var length = (int)(end - from) - read;
            foreach (var line in Encoding.UTF8.GetString(bytes, read, length).AsSpan().EnumerateLines())
            {
                lines.Add(new LiveLine(line.ToString(), at));
            }

            // What follows the last line end is no line.
            lines.RemoveAt(lines.Count - 1);
            read += length;
        }

        return lines;
    }

    private void Note(DateTimeOffset at)
    {
        var end = _dropped + _length;
        if (_times is [.., var last] && at - last.At < Moment)
        {
            _times[^1] = (end, last.At);
        }
        else
        {
            _times.Add((end, at));
        }
    }

    private void Drop(int atLeast)
    {
        var end = _kept.AsSpan(atLeast, _length - atLeast).IndexOf(LineEnd);
        var cut = end < 0 ? _length : atLeast + end + 1;
        _kept.AsSpan(cut, _length - cut).CopyTo(_kept);
        _dropped += cut;
        _length -= cut;
        _times.RemoveAll(time => time.End <= _dropped);
    }
}
