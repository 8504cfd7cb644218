using System.Text;

using Weir.Buckets;
using Weir.Engine.Objects;

namespace Weir.Conformance.Objects;

/// <summary>What <see cref="IUploads"/> and <see cref="IUploadParts"/> promise.</summary>
public abstract class UploadsConformance : ConformanceSuite
{
    private static readonly ObjectName Name = new("raw", "a/b");

    private protected UploadsConformance(Backend backend)
        : base(backend)
    {
    }

    [Fact]
    public async Task Uploads_and_parts_are_there_after_a_restart()
    {
        var upload = await Backend.Uploads.BeginAsync(Name, "{}", None);
        var second = await WriteAsync(upload, 2, "second");
        var first = await WriteAsync(upload, 1, "first ");
        await Backend.RestartAsync();

        Assert.Equal(upload, Backend.Uploads.Find(upload.Id));
        Assert.Equal([upload], Backend.Uploads.List("raw"));
        Assert.Empty(Backend.Uploads.List("curated"));
        var parts = Backend.UploadParts.List(upload);
        Assert.Equal([(1, first.ETag, 6L, "note 1"), (2, second.ETag, 6L, "note 2")], parts.Select(part => (part.Number, part.ETag, part.Size, part.Note!)));
        await using var joined = Backend.UploadParts.Open(upload, parts);
        Assert.Equal("first second", await new StreamReader(joined).ReadToEndAsync());
        Assert.Null(await Backend.Objects.FindAsync(Name, None));
    }

    [Fact]
    public async Task A_part_that_is_written_again_replaces_the_one_of_its_number()
    {
        var upload = await Backend.Uploads.BeginAsync(Name, "{}", None);
        await WriteAsync(upload, 1, "old");
        var renewed = await WriteAsync(upload, 1, "newer");

        Assert.Equal((renewed.ETag, 5L), Assert.Single(Backend.UploadParts.List(upload)) is { } part ? (part.ETag, part.Size) : default);
    }

    [Fact]
    public async Task A_part_that_breaks_off_leaves_the_earlier_one()
    {
        var upload = await Backend.Uploads.BeginAsync(Name, "{}", None);
        var kept = await WriteAsync(upload, 1, "kept");

        await Assert.ThrowsAsync<InvalidDataException>(() => Backend.UploadParts.WriteAsync(upload, 1, new Broken(), () => null, None));

        Assert.Equal(kept.ETag, Assert.Single(Backend.UploadParts.List(upload)).ETag);
    }

    [Fact]
    public async Task What_was_removed_is_not_found_and_neither_is_what_never_was()
    {
        var upload = await Backend.Uploads.BeginAsync(Name, "{}", None);
        await WriteAsync(upload, 1, "x");

        await Backend.Uploads.RemoveAsync(upload, None);
        await Backend.Uploads.RemoveAsync(upload, None);

        Assert.Null(Backend.Uploads.Find(upload.Id));
        Assert.Empty(Backend.Uploads.List("raw"));
        Assert.Empty(Backend.UploadParts.List(upload));
        Assert.Null(Backend.Uploads.Find("../../buckets"));
        Assert.Null(Backend.Uploads.Find(""));
    }

    [Fact]
    public async Task An_upload_to_which_nothing_is_added_goes_after_a_week_at_a_start()
    {
        var idle = await Backend.Uploads.BeginAsync(Name, "{}", None);
        var used = await Backend.Uploads.BeginAsync(Name, "{}", None);
        Backend.Time.Advance(TimeSpan.FromDays(6));
        await WriteAsync(used, 1, "x");
        Backend.Time.Advance(TimeSpan.FromDays(2));
        await Backend.RestartAsync();

        Assert.Null(Backend.Uploads.Find(idle.Id));
        Assert.Equal([used], Backend.Uploads.List("raw"));
    }

    private Task<UploadPart> WriteAsync(Upload upload, int number, string content) =>
        Backend.UploadParts.WriteAsync(upload, number, new MemoryStream(Encoding.UTF8.GetBytes(content)), () => $"note {number}", None);

    private sealed class Broken : MemoryStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            throw new InvalidDataException();
    }
}
