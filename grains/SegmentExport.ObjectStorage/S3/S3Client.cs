using Amazon;
using Amazon.Runtime;
using Amazon.S3;

namespace SegmentExport.ObjectStorage.S3;

/// <summary>Makes the SDK's client as its callers need it.</summary>
public static class S3Client
{
    /// <summary>Makes a client; the caller disposes it. Nothing is sent yet.</summary>
    /// <param name="options">Which server, as whom, how patiently.</param>
    /// <param name="handler">Sends the requests; stays the caller's.</param>
    public static IAmazonS3 Create(S3ConnectionOptions options, HttpMessageHandler handler)
    {
        ArgumentNullException.ThrowIfNull(options);
        var config = new AmazonS3Config
        {
            ForcePathStyle = options.PathStyle,
            RetryMode = RequestRetryMode.Standard,
            MaxErrorRetry = options.Attempts - 1,
            HttpClientFactory = new Clients(handler, options.Timeout),

            // Every body is signed with its SHA-256 instead, which servers of others know too.
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
        };
        if (options.Endpoint is { } endpoint)
        {
            (config.ServiceURL, config.AuthenticationRegion) = (endpoint, options.Region);
        }
        else
        {
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(options.Region);
        }

        return string.IsNullOrEmpty(options.AccessKey)
            ? new AmazonS3Client(config)
            : new AmazonS3Client(new BasicAWSCredentials(options.AccessKey, options.SecretKey), config);
    }

    private sealed class Clients(HttpMessageHandler handler, TimeSpan timeout) : HttpClientFactory
    {
        public override HttpClient CreateHttpClient(IClientConfig clientConfig) => new(handler, disposeHandler: false) { Timeout = timeout };

        public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;

        public override bool DisposeHttpClientsAfterUse(IClientConfig clientConfig) => false;
    }
}
