using System.Net;
using System.Text;
using System.Text.Json;
using System.Web;
using OpenLinux.TestKit.Http;

namespace OpenLinux.TestKit.Registry;

/// <summary>A token server for one user, whose tokens a <see cref="LocalRegistry"/> takes (Docker's token and OAuth 2 specifications).</summary>
public sealed class TokenServer : IDisposable
{
    public const string IdentityToken = "opaque-identity-token";

    private readonly TestCertificate signer = TestCertificate.Authority("Token signer");
    private readonly HttpService service;

    public TokenServer() => service = new HttpService(AnswerAsync);

    public string Host => service.Host;

    public int Port => service.Port;

    public IReadOnlyList<(string Method, string Path, string? Authorization)> Requests => service.Requests;

    /// <summary>The scopes that a request named, in its order.</summary>
    public IReadOnlyList<string> LastScopes { get; private set; } = [];

    /// <summary>What is granted of what is asked for.</summary>
    public string[] Actions { get; set; } = ["pull", "push"];

    public bool LetsAnyoneIn { get; set; }

    /// <summary>A scope that no request may name.</summary>
    public string? Secret { get; set; }

    /// <summary>A registry that sends people here, or to a proxy before it.</summary>
    public LocalRegistry Registry(string bundleFile, string? realm = null)
    {
        File.WriteAllText(bundleFile, signer.Pem);
        return LocalRegistry.WithAuth(
            $"auth: {{ token: {{ realm: \"{realm ?? $"http://{Host}/token"}\", service: test-registry, issuer: test-issuer, rootcertbundle: {bundleFile} }} }}");
    }

    public void Dispose()
    {
        service.Dispose();
        signer.Dispose();
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        using var reader = new StreamReader(context.Request.InputStream);
        var form = HttpUtility.ParseQueryString(await reader.ReadToEndAsync());
        var isPost = context.Request.HttpMethod == "POST";
        var isKnown = isPost
            ? form["grant_type"] == "refresh_token" && form["refresh_token"] == IdentityToken && form["service"] == "test-registry"
            : LetsAnyoneIn || context.Request.Headers["Authorization"] == $"Basic {PushBench.Auth(LocalRegistry.User, LocalRegistry.Password)}";
        if (!isKnown)
        {
            HttpService.Answer(context, 401, """{"errors":[{"code":"UNAUTHORIZED","message":"who are you?"}]}"""u8.ToArray());
            return;
        }

        if (context.Request.QueryString.GetValues("scope")?.Contains(Secret) == true)
        {
            HttpService.Answer(context, 403, """{"errors":[{"code":"DENIED","message":"requested access to the resource is denied"}]}"""u8.ToArray());
            return;
        }

        LastScopes = isPost ? form["scope"]!.Split(' ') : context.Request.QueryString.GetValues("scope") ?? [];
        HttpService.Answer(context, 200, JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, object> { [isPost ? "access_token" : "token"] = Token(), ["expires_in"] = 300 }));
    }

    /// <summary>A JSON Web Token as the registry wants it (Docker's documentation, "Docker Registry v2 Bearer token specification").</summary>
    private string Token()
    {
        var now = DateTimeOffset.UtcNow;
        var head = Encode(new { typ = "JWT", alg = "ES256", x5c = new[] { Convert.ToBase64String(signer.Der) } });
        var claims = Encode(new
        {
            iss = "test-issuer",
            sub = LocalRegistry.User,
            aud = "test-registry",
            exp = now.AddMinutes(5).ToUnixTimeSeconds(),
            nbf = now.AddMinutes(-10).ToUnixTimeSeconds(),
            iat = now.AddMinutes(-10).ToUnixTimeSeconds(),
            jti = Guid.NewGuid().ToString(),
            access = LastScopes.Select(scope => scope.Split(':')).Select(parts => new { type = parts[0], name = parts[1], actions = parts[2].Split(',').Intersect(Actions) }),
        });
        return $"{head}.{claims}.{Base64Url(signer.SignData(Encoding.ASCII.GetBytes($"{head}.{claims}")))}";
    }

    private static string Encode(object value) => Base64Url(JsonSerializer.SerializeToUtf8Bytes(value));

    private static string Base64Url(byte[] bytes) => System.Buffers.Text.Base64Url.EncodeToString(bytes);
}
