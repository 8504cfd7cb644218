using Weir.Conformance.Objects;

namespace Weir.Conformance.Local;

public sealed class FileObjectWriterTests() : ObjectWriterConformance(new LocalBackend());
