using Weir.Conformance.Datasets;

namespace Weir.Conformance.Local;

public sealed class SqliteDatasetsTests() : DatasetsConformance(new LocalBackend());
