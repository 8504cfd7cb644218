using System.Text;

namespace Weir.Cli.Terminals;

/// <summary>Asks for a line that is not shown while it is typed.</summary>
internal static class HiddenInput
{
    public static string Ask(string question)
    {
        Console.Error.Write(question);
        var line = new StringBuilder();
        while (Console.ReadKey(intercept: true) is { Key: not ConsoleKey.Enter } key)
        {
            if (key.Key == ConsoleKey.Backspace)
            {
                line.Length -= line.Length > 0 ? 1 : 0;
            }
            else if (key.KeyChar != '\0')
            {
                line.Append(key.KeyChar);
            }
        }

        Console.Error.WriteLine();
        return line.ToString();
    }
}
