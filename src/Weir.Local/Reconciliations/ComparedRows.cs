using System.Security.Cryptography;
using System.Text;

using Weir.Reconciliations;

namespace Weir.Local.Reconciliations;

/// <summary>Tells which rows, and what of them, a reconciliation compares.</summary>
internal static class ComparedRows
{
    /// <summary>The same for two definitions that compare the same: what one has found to be the same need not be looked at by the other.</summary>
    public static string IdentityOf(ReconciliationDefinition definition)
    {
        string[] parts =
        [
            .. Side(definition.Source), .. Side(definition.Target),
            .. definition.Key, "", .. definition.Compare.Select(column => column.ToString()), definition.Where ?? "", definition.Watermark ?? "",
        ];
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts))).AsSpan(0, 8));
    }

    private static IEnumerable<string> Side(ReconciliationSide side) =>
        [side.Text, side.Connection ?? "", .. side.Files?.Sources.Select(source => source.Text) ?? [], ""];
}
