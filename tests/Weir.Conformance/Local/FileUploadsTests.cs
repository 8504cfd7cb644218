using Weir.Conformance.Objects;

namespace Weir.Conformance.Local;

public sealed class FileUploadsTests() : UploadsConformance(new LocalBackend());
