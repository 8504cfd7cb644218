using Weir.Conformance.Datasets;

namespace Weir.Conformance.Local;

public sealed class FolderDatasetsTests() : DatasetsConformance(new LocalBackend(areFolders: true));
