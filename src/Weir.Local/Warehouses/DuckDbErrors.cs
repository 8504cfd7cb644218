using System.Text.RegularExpressions;

using Weir.DuckDb;
using Weir.Failures;

namespace Weir.Local.Warehouses;

/// <summary>What DuckDB's errors mean to a user.</summary>
internal static partial class DuckDbErrors
{
    /// <summary>Whether the database refuses everything after this error until it is opened again.</summary>
    public static bool BreaksTheDatabase(DuckDbException error) =>
        error.IsFatal || IsDiskFull(error) || Says(error, "database has been invalidated");

    /// <summary>Whether an error that ended the reading of a file may be the file's fault, even where it broke the database.</summary>
    public static bool MayTellOfAFile(DuckDbException error) =>
        !IsDiskFull(error) && error.Kind is not (DuckDbErrorKind.Interrupt or DuckDbErrorKind.OutOfMemory);

    /// <summary>The name of the table that a query asks for and that is not there, when that is the error.</summary>
    public static string? MissingTable(DuckDbException error) =>
        TableIsMissing.Match(error.Message) is { Success: true } match ? match.Groups[1].Value : null;

    /// <summary>What to say when SQL asks for a file that it may not read; none when that is not the error.</summary>
    public static Failure? WhyOutside(DuckDbException error) => !Says(error, "disabled by configuration")
        ? null
        : new Failure(
            "WEIR6013",
            $"SQL reads no files outside of the project's buckets: {error.Message.Split('\n')[0]}",
            "Put the file into a bucket with 'weir put', and load it into a table or read it there.");

    /// <param name="error">The error.</param>
    /// <param name="doing">What was being done, as the middle of a sentence.</param>
    public static Exception Translate(DuckDbException error, string doing) => error switch
    {
        _ when error.InnerException is WeirException known => known,
        _ when IsDiskFull(error) => new UnavailableException(
            new Failure("WEIR6001", $"The disk is full: {doing} did not go through.", "Free some space; work goes on by itself."), error),
        _ when error.Kind is DuckDbErrorKind.OutOfMemory => new UnavailableException(
            new Failure(
                "WEIR6001",
                $"The warehouse ran out of memory while {doing}: {error.Message}",
                "It is tried again by itself; end queries that need much memory, or give the machine more."),
            error),
        _ when BreaksTheDatabase(error) => new UnavailableException(
            new Failure("WEIR6001", $"The warehouse failed while {doing}: {error.Message}", "It is opened again by itself."), error),
        _ => new RefusedException(new Failure("WEIR6004", $"The warehouse refused {doing}: {error.Message}"), error),
    };

    /// <param name="error">What ended the opening of the warehouse.</param>
    /// <param name="path">The warehouse's file.</param>
    public static Exception TranslateOpening(DuckDbException error, string path) => error switch
    {
        _ when IsDiskFull(error) => Translate(error, $"opening the warehouse {path}"),
        _ when Says(error, "Could not set lock") || Says(error, "Conflicting lock") => new RefusedException(
            new Failure(
                "WEIR6002",
                $"Another program has the warehouse file {path} open, and DuckDB lets only one write.",
                "Close the other program (a DuckDB shell, a notebook), or ask through 'weir query'."),
            error),
        _ => new RefusedException(
            new Failure(
                "WEIR6002",
                $"Opening the warehouse {path} failed: {error.Message}",
                "If the file is damaged or another program's, move it away or restore it from a backup; Weir does not write over it."),
            error),
    };

    private static bool IsDiskFull(DuckDbException error) =>
        Says(error, "No space left") || Says(error, "disk quota") || Says(error, "Out of disk");

    private static bool Says(DuckDbException error, string words) =>
        error.Message.Contains(words, StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex("Table with name (.+) does not exist!")]
    private static partial Regex TableIsMissing { get; }
}
