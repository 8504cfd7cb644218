namespace Weir.Project.Reading;

/// <summary>Says why a file or a folder of a project cannot be read.</summary>
internal static class Unreadable
{
    /// <summary>The reason, as the end of a sentence.</summary>
    public static string Reason(Exception e) => e switch
    {
        UnauthorizedAccessException => "access is denied",
        FileNotFoundException or DirectoryNotFoundException => "it is not there any more, or it is a link to nowhere",
        _ => e.Message.TrimEnd('.'),
    };
}
