using System.Diagnostics;
using System.Globalization;

namespace Weir.Bench.Runs;

/// <summary>No-op tasks through Celery on RabbitMQ.</summary>
internal static class CeleryTasks
{
    private static string Script => Path.Combine(AppContext.BaseDirectory, "Runs", "celery_noop.py");

    /// <summary>Whether Debian's package of Celery is installed.</summary>
    public static bool IsThere => Directory.Exists("/usr/lib/python3/dist-packages/celery");

    /// <returns>Tasks a second.</returns>
    public static async Task<double> RunAsync(int tasks)
    {
        using var python = Process.Start(new ProcessStartInfo("/usr/bin/python3", [Script, tasks.ToString(CultureInfo.InvariantCulture)])
        {
            RedirectStandardOutput = true,
            WorkingDirectory = Path.GetDirectoryName(Script),
        })!;
        var answer = await python.StandardOutput.ReadToEndAsync();
        await python.WaitForExitAsync();
        return double.Parse(answer.Trim().Split('\n')[^1], CultureInfo.InvariantCulture);
    }
}
