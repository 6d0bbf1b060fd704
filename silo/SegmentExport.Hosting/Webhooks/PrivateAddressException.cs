namespace SegmentExport.Hosting.Webhooks;

/// <summary>The endpoint's name stands for no address on the internet.</summary>
internal sealed class PrivateAddressException() : IOException("The endpoint is in a private network, and the settings do not allow that (SegmentExport:Webhooks:AllowPrivateAddresses).");
