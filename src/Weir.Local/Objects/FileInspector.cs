namespace Weir.Local.Objects;

/// <summary>Says whether a file is complete, and what its content is.</summary>
internal sealed class FileInspector(FolderWatchOptions options, TimeProvider time)
{
    /// <summary>
    /// Looks at a file: complete is one that nobody has open for writing, that has not changed for a moment, and that was
    /// the same before and after it was read.
    /// </summary>
    public FileInspection Inspect(FolderBucket folder, Candidate candidate)
    {
        var path = folder.PathOf(candidate.Name.Key);
        FileFacts? looks = null;
        try
        {
            looks = FileFacts.Of(path);
            if (looks is not { } facts)
            {
                return new FileInspection(FileInspection.Result.Gone, null);
            }

            if (folder.IsPlaced(candidate.Name.Key, facts))
            {
                return new FileInspection(FileInspection.Result.Placed, facts);
            }

            // Also after a new name or right: what changes twice within a tick of the disk's clock looks the same.
            if (!IsQuiet(facts.LastTicks, facts, candidate, options.Settle))
            {
                return new FileInspection(FileInspection.Result.NotYet, facts);
            }

            using var content = Disk.OpenOrdinary(path);
            if (FileWriters.Any(content.SafeFileHandle) ?? !IsQuiet(facts.WrittenTicks, facts, candidate, options.Quiet))
            {
                return new FileInspection(FileInspection.Result.NotYet, facts);
            }

            var etag = ETag.Of(content);
            return content.Length == facts.Size && FileFacts.Of(path) == facts && FileWriters.Any(content.SafeFileHandle) != true
                ? new FileInspection(FileInspection.Result.Complete, facts, etag)
                : new FileInspection(FileInspection.Result.NotYet, facts);
        }
        catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException && new FileInfo(path).LinkTarget is null)
        {
            return new FileInspection(FileInspection.Result.Gone, null);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return new FileInspection(
                FileInspection.Result.Refused, looks, Failure: ObjectFailures.Unreadable(candidate.Name, refused));
        }
    }

    /// <summary>By its own time, which an old file that was moved here brings along, or by having been watched that long.</summary>
    private bool IsQuiet(long sinceTicks, FileFacts facts, Candidate candidate, TimeSpan quiet)
    {
        var age = time.GetUtcNow().UtcTicks - sinceTicks;
        return age >= quiet.Ticks
            || (facts == candidate.Facts && time.GetElapsedTime(candidate.Since) >= quiet);
    }
}
