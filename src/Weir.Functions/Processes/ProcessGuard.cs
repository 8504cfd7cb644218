using System.Diagnostics;

namespace Weir.Functions.Processes;

/// <summary>
/// Kills the workers when Weir itself is killed: a shell that does nothing but read which process groups there are, and that
/// kills those left when nobody writes any more.
/// </summary>
internal sealed class ProcessGuard : IDisposable
{
    private const string Script =
        """
        trap '' HUP INT TERM QUIT
        live=' '
        while read -r line; do
          n=${line#?}
          case $line in
            +*) live="$live$n " ;;
            -*) case $live in *" $n "*) live="${live%%" $n "*} ${live#*" $n "}" ;; esac ;;
          esac
        done
        for n in $live; do kill -s KILL -- "-$n"; done 2>/dev/null
        """;

    private readonly Lock _gate = new();
    private readonly Process _shell;

    public ProcessGuard()
    {
        var start = new ProcessStartInfo("/bin/sh", ["-c", Script])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/",
        };
        start.Environment.Clear();
        start.Environment["PATH"] = "/usr/bin:/bin";
        _shell = Process.Start(start)!;
        _shell.StandardInput.AutoFlush = true;
    }

    /// <summary>Begins to watch over a process group.</summary>
    public void Add(int group) => Write($"+{group}");

    /// <summary>The group is gone.</summary>
    public void Remove(int group) => Write($"-{group}");

    public void Dispose()
    {
        lock (_gate)
        {
            _shell.StandardInput.Dispose();
            _shell.Dispose();
        }
    }

    private void Write(string line)
    {
        lock (_gate)
        {
            try
            {
                _shell.StandardInput.WriteLine(line);
            }
            catch (Exception gone) when (gone is IOException or ObjectDisposedException)
            {
                // Somebody killed the guard: the workers end with their connections then.
            }
        }
    }
}
