using System.Diagnostics;
using System.IO.Pipes;
using System.Runtime.InteropServices;

using Weir.Engine.Functions;

namespace Weir.Functions.Processes;

/// <summary>Reads what a process writes as it comes, so that the process never waits, and keeps the last of it.</summary>
internal sealed class ProcessOutput
{
    /// <summary>How much is kept for one invocation.</summary>
    private const int Kept = 1 << 20;

    private readonly Lock _gate = new();
    private readonly OutputTail _tail = new(Kept);
    private readonly Source[] _sources;
    private readonly byte[] _buffer = new byte[64 << 10];

    /// <summary>Begins to read the output and the errors of a process that was just started.</summary>
    public ProcessOutput(Process process)
    {
        _sources = [new Source(process.StandardOutput, _tail), new Source(process.StandardError, _tail)];

        // A thread of its own: waiting for two pipes is what poll() is for, and it has no asynchronous form.
        new Thread(Read, 128 << 10) { IsBackground = true, Name = $"function output {process.Id}" }.Start();
    }

    /// <summary>Has somebody see what the process has written and nobody took, and what it writes, until it is taken.</summary>
    public void Watch(LiveOutput? watcher)
    {
        lock (_gate)
        {
            Drain();
            _tail.Watch(watcher);
        }
    }

    /// <summary>All that the process has written until now and nobody took.</summary>
    public IReadOnlyList<string> Take()
    {
        lock (_gate)
        {
            Drain();
            foreach (var source in _sources)
            {
                source.Lines.End();
            }

            return _tail.Take();
        }
    }

    private void Read()
    {
        while (true)
        {
            var (first, second) = (_sources[0], _sources[1]);
            if (first.HasEnded && second.HasEnded)
            {
                return;
            }

            Posix.WaitFor(first.Descriptor, second.Descriptor);
            lock (_gate)
            {
                Drain();
            }
        }
    }

    private void Drain()
    {
        foreach (var source in _sources)
        {
            source.Drain(_buffer);
        }
    }

    /// <summary>One of the two pipes.</summary>
    private sealed class Source
    {
        /// <summary>Reading goes on for that long at most, so that whoever waits for the lock gets its turn.</summary>
        private const int MostAtOnce = 4 << 20;

        private readonly StreamReader _reader;
        private readonly SafeHandle _pipe;

        public Source(StreamReader reader, OutputTail tail)
        {
            _reader = reader;
            _pipe = ((PipeStream)reader.BaseStream).SafePipeHandle;
            Lines = new LineCutter(tail);
            Posix.NeverWait(_pipe);
        }

        public LineCutter Lines { get; }

        public bool HasEnded { get; private set; }

        public int Descriptor => HasEnded ? -1 : (int)_pipe.DangerousGetHandle();

        public void Drain(byte[] buffer)
        {
            for (var read = 0; !HasEnded && read < MostAtOnce;)
            {
                var count = Posix.Read(_pipe, buffer);
                if (count < 0)
                {
                    return;
                }

                if (count == 0)
                {
                    HasEnded = true;
                    Lines.End();
                    _reader.Dispose();
                    return;
                }

                Lines.Add(buffer.AsSpan(0, count));
                read += count;
            }
        }
    }
}
