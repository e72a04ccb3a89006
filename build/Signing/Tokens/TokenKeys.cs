using System.Runtime.InteropServices;
using Net.Pkcs11Interop.Common;
using Net.Pkcs11Interop.HighLevelAPI;
using OpenLinux.Common.Errors;
using OpenLinux.Common.Files;
using OpenLinux.Common.Text;
using OpenLinux.Signing.Keys;

namespace OpenLinux.Signing.Tokens;

/// <summary>Finds a key on a token by its module's own means (PKCS #11 2.40; 3.0 for Edwards curves).</summary>
internal static class TokenKeys
{
    /// <summary>Where cosign reads a module's path from.</summary>
    public const string ModuleVariable = "COSIGN_PKCS11_MODULE_PATH";

    /// <summary>Where cosign reads a PIN from.</summary>
    public const string PinVariable = "COSIGN_PKCS11_PIN";

    private const string DynamicLinker = "libdl";

    /// <summary>Pkcs11Interop loads modules by a library that C libraries are no longer parted from (glibc 2.34, musl): this process has it.</summary>
    static TokenKeys() => NativeLibrary.SetDllImportResolver(
        typeof(Pkcs11InteropFactories).Assembly, (name, _, _) => name == DynamicLinker && !OperatingSystem.IsWindows() ? NativeLibrary.GetMainProgramHandle() : IntPtr.Zero);

    /// <exception cref="BuildException">Module, token or key are not to be had (<c>OL804</c>), or the PIN is not right (<c>OL803</c>).</exception>
    public static SigningKey Open(Pkcs11Uri uri, IReadOnlyDictionary<string, string> variables)
    {
        var path = uri.ModulePath ?? variables.GetValueOrDefault(ModuleVariable) ?? throw Pkcs11Uri.Refusal(
            uri.Shown, "nothing names the token's module", $"add ?module-path=/usr/lib/softhsm/libsofthsm2.so, or set {ModuleVariable}");
        var module = Load(uri, path);
        ISession? session = null;
        try
        {
            var slot = SlotOf(uri, module);
            session = slot.OpenSession(SessionType.ReadOnly);
            LogIn(uri, session, slot.GetTokenInfo(), variables);
            return TokenKey.Of(uri, module, session);
        }
        catch (Exception fault)
        {
            session?.Dispose();
            module.Dispose();
            if (fault is Pkcs11Exception refused)
            {
                throw Refused(uri, refused);
            }

            throw;
        }
    }

    public static BuildException Refused(Pkcs11Uri uri, Pkcs11Exception refused) => Pkcs11Uri.Refusal(
        uri.Shown, $"the token answers {refused.RV} to {refused.Method}", "look at it with pkcs11-tool --module MODULE -l -O", refused);

    private static IPkcs11Library Load(Pkcs11Uri uri, string path)
    {
        var factories = new Pkcs11InteropFactories();
        try
        {
            return factories.Pkcs11LibraryFactory.LoadPkcs11Library(factories, path, AppType.MultiThreaded);
        }
        catch (Exception unloadable) when (unloadable is not OutOfMemoryException)
        {
            throw Pkcs11Uri.Refusal(uri.Shown, $"{PrintableText.Of(path)} cannot be loaded: {unloadable.Message}", "module-path names the token's PKCS#11 library, by its whole path", unloadable);
        }
    }

    private static ISlot SlotOf(Pkcs11Uri uri, IPkcs11Library module)
    {
        var slots = module.GetSlotList(SlotsType.WithTokenPresent);
        var matching = slots.Where(slot => Matches(uri, slot)).ToList();
        return matching is [var only] ? only : throw Pkcs11Uri.Refusal(
            uri.Shown,
            matching.Count == 0 ? $"none of the {slots.Count} tokens of its module is the one" : $"{matching.Count} tokens of its module are such",
            "pkcs11-tool --module MODULE --list-slots lists them; token, serial and slot-id choose one");
    }

    private static bool Matches(Pkcs11Uri uri, ISlot slot)
    {
        var token = slot.GetTokenInfo();
        return (uri.Slot is null || uri.Slot == slot.SlotId)
            && Is(uri.Token, token.Label) && Is(uri.Serial, token.SerialNumber) && Is(uri.Manufacturer, token.ManufacturerId) && Is(uri.Model, token.Model);
    }

    /// <summary>Tokens fill their fields with blanks.</summary>
    private static bool Is(string? wanted, string said) => wanted is null || wanted == said.TrimEnd(' ', '\0');

    private static void LogIn(Pkcs11Uri uri, ISession session, ITokenInfo token, IReadOnlyDictionary<string, string> variables)
    {
        if (!token.TokenFlags.LoginRequired)
        {
            return;
        }

        var password = new KeyPassword(variables, PinVariable);
        var pin = uri.PinValue ?? PinOf(uri) ?? password.Value ?? throw password.Missing(uri.Shown, "PIN");
        try
        {
            session.Login(CKU.CKU_USER, pin);
        }
        catch (Pkcs11Exception refused) when (refused.RV == CKR.CKR_USER_ALREADY_LOGGED_IN)
        {
            // By another session of this process.
        }
        catch (Pkcs11Exception refused) when (refused.RV is CKR.CKR_PIN_INCORRECT or CKR.CKR_PIN_INVALID or CKR.CKR_PIN_LEN_RANGE)
        {
            throw new BuildException(SigningErrors.PasswordRefused, uri.Shown, "the token takes another PIN", $"set {KeyPassword.Variable}; after a few wrong ones a token locks itself");
        }
    }

    private static string? PinOf(Pkcs11Uri uri)
    {
        try
        {
            return uri.PinSource is { } file ? File.ReadAllText(file).TrimEnd('\r', '\n') : null;
        }
        catch (Exception fault) when (StorageFaults.IsFault(fault))
        {
            throw new BuildException(SigningErrors.PasswordRefused, uri.Shown, "its pin-source cannot be read", $"name a file that this user can read, or set {KeyPassword.Variable}", fault);
        }
    }
}
