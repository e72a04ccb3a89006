using System.Net;
using System.Text;
using OpenLinux.Common.Errors;
using OpenLinux.Oci;
using OpenLinux.Oci.Naming;
using OpenLinux.Registry;
using OpenLinux.Registry.Authentication;
using OpenLinux.Registry.Client;
using OpenLinux.Registry.Content;
using OpenLinux.Registry.Referrers;
using OpenLinux.Registry.Transport;
using OpenLinux.Registry.Uploads;

namespace OpenLinux.Fuzz.Readers;

internal static class RegistryReaders
{
    private const string Host = "registry.example";

    private static readonly Uri Address = new($"https://{Host}/");
    private static readonly ImageReference Repository = new(Host, "me/image");
    private static readonly Blob Content = Blob.OfBytes("four"u8.ToArray());
    private static readonly PushedManifest Referrer = PushedManifest.OfImage(new OciDocument(MediaTypes.Manifest, """{"artifactType":"application/spdx+json","layers":[]}"""u8.ToArray()), []);

    /// <summary>Answers to whatever a push asks, in turn: a status, headers, an empty line, a body; then a line "%%" and the next one.</summary>
    public static void Answers(byte[] input)
    {
        var script = Encoding.UTF8.GetString(input);
        Try(script, connection => Endpoint.FindAsync(Host, connection.Once, CancellationToken.None));
        Try(script, connection => new ReferrersList(ClientOf(connection)).AddAsync(Referrer.Digest.ToOci(), Referrer, CancellationToken.None));
        Try(script, connection => new ReferrersList(ClientOf(connection)).ReadAsync(Referrer.Digest.ToOci(), CancellationToken.None));
        Try(script, UploadAsync);
        Try(script, async connection =>
        {
            using var response = await connection.Once.SendAsync(new HttpRequestMessage(HttpMethod.Get, Address), CancellationToken.None);
            ManifestHead.Of(new OciDocument(MediaTypes.Index, await response.Content.ReadAsByteArrayAsync()));
        });
    }

    private static async Task UploadAsync(RegistryConnection connection)
    {
        var repository = ClientOf(connection);
        if (await repository.HasBlobAsync(Content.Digest, CancellationToken.None))
        {
            return;
        }

        using var started = await repository.StartUploadAsync(Content.Digest, "me/other", CancellationToken.None);
        if (started.StatusCode == HttpStatusCode.Created)
        {
            return;
        }

        var session = new UploadSession(connection, repository, Content, started, chunk: 1, (_, _) => { });
        if (await session.ResumeAsync(CancellationToken.None))
        {
            FuzzedReaderFault.ThrowUnless(session.Offset >= 0 && session.Offset <= Content.Digest.SizeBytes, "more was received than there is");
        }

        await session.CompleteAsync(CancellationToken.None);
    }

    private static RepositoryClient ClientOf(RegistryConnection connection) => new(connection, Repository);

    private static void Try(string script, Func<RegistryConnection, Task> use)
    {
        var settings = new RegistrySettings(new Dictionary<string, string>());
        using var answers = new ScriptedAnswers(script);
        using var bare = new HttpMessageInvoker(answers, disposeHandler: false);
        var credentials = new CredentialLookup(DockerConfiguration.Read(folder: null), new CredentialHelper(null!, settings.Variables));
        using var authorizer = new Authorizer(Host, credentials, new TokenService(bare), ["repository:me/image:pull,push", "repository:me/other:pull"]);
        using var follow = new HttpMessageInvoker(new RedirectHandler(new AuthorizationHandler(Address, authorizer, answers)), disposeHandler: false);
        using var connection = new RegistryConnection(Address, new HostConnections(settings), authorizer, follow, follow);
        try
        {
            use(connection).GetAwaiter().GetResult();
        }
        catch (Exception refusal) when (refusal is BuildException or TransientException or DigestRefusedException)
        {
            // The next use gets the same answers.
        }
    }
}
