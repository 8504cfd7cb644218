using System.Globalization;

using Weir.Buckets;
using Weir.Failures;

namespace Weir.Engine.Steps.Archives;

/// <summary>Why an archive is not unpacked, in words that name the archive and the entry.</summary>
internal sealed class ArchiveRefusals(ObjectName archive)
{
    public RefusedException Name(string entry, string why) => Of(
        "WEIR5101", $"holds an entry named '{Shown(entry)}', which {why}", "Ask its maker to pack files under plain relative names.");

    public RefusedException NoFile(string entry, string what) => Of(
        "WEIR5102", $"holds {what}, '{Shown(entry)}', where only files and folders are taken", "Ask its maker to pack the files themselves.");

    public RefusedException Duplicate(string entry) => Of(
        "WEIR5103", $"holds the entry '{Shown(entry)}' twice", "Ask its maker to pack each file once: one would hide the other.");

    public RefusedException Encrypted(string entry) => Of(
        "WEIR5104", $"holds an encrypted entry, '{Shown(entry)}'", "Ask its maker to pack without a password.");

    public RefusedException Unsupported(string what) => Of(
        "WEIR5105", $"uses {what}, which cannot be unpacked", "Ask its maker for a zip with deflate, or a tar, tar.gz or gz.");

    public RefusedException Damaged(string why) => Of(
        "WEIR5106", $"is damaged: {why}", "Fetch or make it again; it may have been cut short on its way.");

    public RefusedException Overlap(string entry) => Of(
        "WEIR5107", $"holds the entry '{Shown(entry)}', whose bytes belong to another entry as well", "Nobody packs like that in good faith; ask its sender.");

    public RefusedException TooMany(int limit) => Of(
        "WEIR5108", $"holds more than {Grouped(limit)} entries", "Raise the step's 'max_entries' if that is meant.");

    public RefusedException TooLarge(long limit) => Of(
        "WEIR5109", $"unpacks to more than {Grouped(limit)} bytes", "Raise the step's 'max_total_size' if that is meant.");

    public RefusedException TooDense(int limit) => Of(
        "WEIR5110", $"unpacks to more than {Grouped(limit)} times its size", "Raise the step's 'max_ratio' if that is meant.");

    public RefusedException NoArchive() => Of(
        "WEIR5111", "is neither zip nor tar, tar.gz or gz by its content", "Point the pipeline's trigger at archives only.");

    private RefusedException Of(string code, string what, string hint) =>
        new(new Failure(code, $"The archive '{archive}' {what}.", hint));

    private static string Grouped(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A hostile name must not write on the reader's terminal.</summary>
    private static string Shown(string entry)
    {
        var start = entry.Length > 80 ? entry[..80] + "…" : entry;
        return string.Create(start.Length, start, (shown, from) =>
        {
            for (var at = 0; at < shown.Length; at++)
            {
                shown[at] = char.IsControl(from[at]) || char.IsSurrogate(from[at]) ? '?' : from[at];
            }
        });
    }
}
