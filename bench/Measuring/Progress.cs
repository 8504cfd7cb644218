namespace Weir.Bench.Measuring;

/// <summary>Tells on standard error how far the bench is; the results alone go to standard output.</summary>
internal static class Progress
{
    public static void Say(string line) => Console.Error.WriteLine(line);
}
