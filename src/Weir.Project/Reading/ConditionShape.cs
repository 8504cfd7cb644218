using System.Diagnostics.CodeAnalysis;

using Weir.Project.Expressions;
using Weir.Project.Schema;
using Weir.Project.Yaml;

namespace Weir.Project.Reading;

/// <summary>True or false, or a template that becomes one of the two.</summary>
internal sealed class ConditionShape : Shape<HandlebarsTemplate>
{
    /// <inheritdoc/>
    public override Description Describe => new("string", "true or false, which may hold {{…}}") { OtherTypes = ["boolean"] };

    /// <inheritdoc/>
    public override bool TryRead(YamlNode node, ReadingContext reading, [MaybeNullWhen(false)] out HandlebarsTemplate value)
    {
        value = null;
        return node is YamlNode.Scalar { Kind: ScalarKind.Text or ScalarKind.Boolean } scalar
            ? (value = TextTemplates.Read(scalar, reading)) is not null && LiteralChecks.IsTruth(value, scalar, reading)
            : WrongType(node, reading);
    }
}
