namespace Weir.Cli.Terminals;

/// <summary>Colours for words in plain sentences; nothing at all where nobody watches.</summary>
/// <param name="isOn">Whether colours are shown.</param>
internal readonly struct Ink(bool isOn)
{
    public string Bold(string text) => Paint("1", text);

    public string Dim(string text) => Paint("2", text);

    public string Red(string text) => Paint("31", text);

    public string Green(string text) => Paint("32", text);

    public string Yellow(string text) => Paint("33", text);

    public string Cyan(string text) => Paint("36", text);

    private string Paint(string code, string text) => isOn && text.Length > 0 ? $"\e[{code}m{text}\e[0m" : text;
}
