using System.Globalization;

using Microsoft.Extensions.Logging;

using Weir.Engine.Secrets;

namespace Weir.Cli.Composition;

/// <summary>The log of a running environment: a file beside its state. What somebody must read at once is not only here.</summary>
/// <param name="path">The file; what an earlier start wrote stays.</param>
/// <param name="masks">Knows the secrets that must not come into it.</param>
/// <param name="time">The clock.</param>
internal sealed class LogFile(string path, Masks masks, TimeProvider time) : ILoggerProvider
{
    /// <summary>A file that has grown beyond this is put aside when the next start opens it.</summary>
    private const long Largest = 10 << 20;

    private readonly Lock _gate = new();
    private StreamWriter? _writer;

    public ILogger CreateLogger(string categoryName) => new Entry(this, categoryName);

    public ILogger<T> CreateLogger<T>() => new TypedEntry<T>(this);

    public void Dispose()
    {
        lock (_gate)
        {
            _writer?.Dispose();
            _writer = null;
        }
    }

    private void Write(LogLevel level, string category, string text, Exception? error)
    {
        var now = time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        lock (_gate)
        {
            try
            {
                _writer ??= Open();
                _writer.WriteLine($"{now} {level} {category} {masks.Hide(text)}");
                if (error is not null)
                {
                    _writer.WriteLine(masks.Hide(error.ToString()));
                }

                _writer.Flush();
            }
            catch (Exception unwritable) when (unwritable is IOException or UnauthorizedAccessException)
            {
                // A full disk stops no work that could go on; what fails because of it is told elsewhere.
                _writer = null;
            }
        }
    }

    private StreamWriter Open()
    {
        if (File.Exists(path) && new FileInfo(path).Length > Largest)
        {
            File.Move(path, path + ".old", overwrite: true);
        }

        return new StreamWriter(new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete));
    }

    private class Entry(LogFile file, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                file.Write(logLevel, category, formatter(state, exception), exception);
            }
        }
    }

    private sealed class TypedEntry<T>(LogFile file) : Entry(file, typeof(T).FullName ?? ""), ILogger<T>;
}
