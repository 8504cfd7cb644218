using System.Text;

using Weir.Loads;

namespace Weir.Engine.Loads.Reading;

/// <summary>Quarantined rows in a temporary file.</summary>
internal sealed class QuarantineFile : IDisposable
{
    private readonly FileStream _file = new(
        Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()),
        FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 1 << 16, FileOptions.DeleteOnClose);

    private readonly BinaryWriter _writer;

    public QuarantineFile() => _writer = new BinaryWriter(_file, Encoding.UTF8, leaveOpen: true);

    public void Write(QuarantinedRow row)
    {
        _writer.Write(row.LoadId);
        _writer.Write(row.Line ?? -1);
        _writer.Write(row.RowIndex ?? -1);
        _writer.Write(row.Column is not null);
        _writer.Write(row.Column ?? "");
        _writer.Write(row.Code);
        _writer.Write(row.Reason);
        _writer.Write(row.Raw);
    }

    public IEnumerable<QuarantinedRow> Read()
    {
        _writer.Flush();
        _file.Position = 0;
        using var reader = new BinaryReader(_file, Encoding.UTF8, leaveOpen: true);
        while (_file.Position < _file.Length)
        {
            var loadId = reader.ReadInt64();
            var line = reader.ReadInt64();
            var index = reader.ReadInt64();
            var hasColumn = reader.ReadBoolean();
            var column = reader.ReadString();
            yield return new QuarantinedRow(
                loadId, line < 0 ? null : line, index < 0 ? null : index, hasColumn ? column : null,
                reader.ReadString(), reader.ReadString(), reader.ReadString());
        }
    }

    public void Dispose()
    {
        _writer.Dispose();
        _file.Dispose();
    }
}
