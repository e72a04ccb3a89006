// What a small program needs that has neither a C library nor its headers: an entry point, Linux's system calls for x86_64 and
// aarch64, and the functions that compilers call unasked. Such a program starts in well under a millisecond.
//
// It is compiled as one unit by NativeProgram: this file, then the program's own, which defines run().
// Calls return what the kernel does: a negative errno where they fail.

typedef __SIZE_TYPE__ usize;
typedef __PTRDIFF_TYPE__ isize;
typedef __UINT8_TYPE__ u8;
typedef __UINT16_TYPE__ u16;
typedef __INT32_TYPE__ i32;
typedef __UINT32_TYPE__ u32;
typedef __INT64_TYPE__ i64;
typedef __UINT64_TYPE__ u64;

#define NULL ((void *)0)
#define COUNT(array) (sizeof(array) / sizeof(*(array)))
// A program need not use all that is here.
#define UNUSED __attribute__((unused)) static

// The program: what it returns is its exit code.
static int run(int argc, char **argv, char **envp);

// ---- system calls: syscall(2); numbers as in asm/unistd_64.h and asm-generic/unistd.h ----

#if defined(__x86_64__)

enum {
    SYS_read = 0, SYS_write = 1, SYS_close = 3, SYS_lseek = 8, SYS_mmap = 9, SYS_munmap = 11, SYS_rt_sigaction = 13,
    SYS_rt_sigprocmask = 14, SYS_ioctl = 16, SYS_pread64 = 17, SYS_getpid = 39, SYS_sendfile = 40, SYS_socket = 41, SYS_connect = 42,
    SYS_sendto = 44, SYS_recvfrom = 45, SYS_sendmsg = 46, SYS_recvmsg = 47, SYS_shutdown = 48, SYS_setsockopt = 54, SYS_clone = 56,
    SYS_execve = 59, SYS_wait4 = 61, SYS_kill = 62, SYS_uname = 63, SYS_fcntl = 72, SYS_flock = 73, SYS_ftruncate = 77,
    SYS_getcwd = 79, SYS_chdir = 80, SYS_fchdir = 81, SYS_fchmod = 91, SYS_umask = 95, SYS_getuid = 102, SYS_getgid = 104,
    SYS_geteuid = 107, SYS_getegid = 108, SYS_sched_getaffinity = 204, SYS_getdents64 = 217, SYS_clock_gettime = 228, SYS_exit_group = 231,
    SYS_openat = 257, SYS_mkdirat = 258, SYS_unlinkat = 263, SYS_linkat = 265, SYS_symlinkat = 266, SYS_readlinkat = 267,
    SYS_fchmodat = 268, SYS_faccessat = 269, SYS_ppoll = 271, SYS_utimensat = 280, SYS_dup3 = 292, SYS_pipe2 = 293,
    SYS_prlimit64 = 302, SYS_renameat2 = 316, SYS_statx = 332,
};

static isize syscall6(isize number, isize a, isize b, isize c, isize d, isize e, isize f)
{
    isize result;
    register isize r10 __asm__("r10") = d;
    register isize r8 __asm__("r8") = e;
    register isize r9 __asm__("r9") = f;
    __asm__ volatile("syscall"
                     : "=a"(result)
                     : "a"(number), "D"(a), "S"(b), "d"(c), "r"(r10), "r"(r8), "r"(r9)
                     : "rcx", "r11", "memory");
    return result;
}

__asm__(".globl _start\n"
        "_start:\n"
        "    xor %ebp, %ebp\n"
        "    mov %rsp, %rdi\n"
        "    and $-16, %rsp\n"
        "    call freestanding_start\n");

#elif defined(__aarch64__)

enum {
    SYS_getcwd = 17, SYS_dup3 = 24, SYS_fcntl = 25, SYS_ioctl = 29, SYS_flock = 32, SYS_mkdirat = 34, SYS_unlinkat = 35,
    SYS_symlinkat = 36, SYS_linkat = 37, SYS_ftruncate = 46, SYS_faccessat = 48, SYS_chdir = 49, SYS_fchdir = 50, SYS_fchmod = 52,
    SYS_fchmodat = 53, SYS_openat = 56, SYS_close = 57, SYS_pipe2 = 59, SYS_getdents64 = 61, SYS_lseek = 62, SYS_read = 63,
    SYS_write = 64, SYS_pread64 = 67, SYS_sendfile = 71, SYS_ppoll = 73, SYS_readlinkat = 78, SYS_utimensat = 88, SYS_exit_group = 94,
    SYS_clock_gettime = 113, SYS_sched_getaffinity = 123, SYS_kill = 129, SYS_rt_sigaction = 134, SYS_rt_sigprocmask = 135,
    SYS_uname = 160, SYS_umask = 166, SYS_getpid = 172, SYS_getuid = 174, SYS_geteuid = 175, SYS_getgid = 176, SYS_getegid = 177,
    SYS_socket = 198, SYS_connect = 203, SYS_sendto = 206, SYS_recvfrom = 207, SYS_setsockopt = 208, SYS_shutdown = 210,
    SYS_sendmsg = 211, SYS_recvmsg = 212, SYS_munmap = 215, SYS_clone = 220, SYS_execve = 221, SYS_mmap = 222, SYS_wait4 = 260,
    SYS_prlimit64 = 261, SYS_renameat2 = 276, SYS_statx = 291,
};

static isize syscall6(isize number, isize a, isize b, isize c, isize d, isize e, isize f)
{
    register isize x8 __asm__("x8") = number;
    register isize x0 __asm__("x0") = a;
    register isize x1 __asm__("x1") = b;
    register isize x2 __asm__("x2") = c;
    register isize x3 __asm__("x3") = d;
    register isize x4 __asm__("x4") = e;
    register isize x5 __asm__("x5") = f;
    __asm__ volatile("svc #0" : "+r"(x0) : "r"(x8), "r"(x1), "r"(x2), "r"(x3), "r"(x4), "r"(x5) : "memory");
    return x0;
}

__asm__(".globl _start\n"
        "_start:\n"
        "    mov x29, xzr\n"
        "    mov x30, xzr\n"
        "    mov x0, sp\n"
        "    and sp, x0, #-16\n"
        "    bl freestanding_start\n");

#else
#error "only x86_64 and aarch64 are known here"
#endif

#define SYSCALL_0(n) syscall6(SYS_##n, 0, 0, 0, 0, 0, 0)
#define SYSCALL_1(n, a) syscall6(SYS_##n, (isize)(a), 0, 0, 0, 0, 0)
#define SYSCALL_2(n, a, b) syscall6(SYS_##n, (isize)(a), (isize)(b), 0, 0, 0, 0)
#define SYSCALL_3(n, a, b, c) syscall6(SYS_##n, (isize)(a), (isize)(b), (isize)(c), 0, 0, 0)
#define SYSCALL_4(n, a, b, c, d) syscall6(SYS_##n, (isize)(a), (isize)(b), (isize)(c), (isize)(d), 0, 0)
#define SYSCALL_5(n, a, b, c, d, e) syscall6(SYS_##n, (isize)(a), (isize)(b), (isize)(c), (isize)(d), (isize)(e), 0)
#define SYSCALL_6(n, a, b, c, d, e, f) syscall6(SYS_##n, (isize)(a), (isize)(b), (isize)(c), (isize)(d), (isize)(e), (isize)(f))

enum {
    ENOENT = 2, EINTR = 4, EAGAIN = 11, EEXIST = 17, ENOTDIR = 20, EPIPE = 32, ENAMETOOLONG = 36,
    AT_FDCWD = -100, AT_SYMLINK_NOFOLLOW = 0x100, AT_EMPTY_PATH = 0x1000,
    O_RDONLY = 0, O_WRONLY = 1, O_RDWR = 2, O_CREAT = 0100, O_EXCL = 0200, O_TRUNC = 01000, O_APPEND = 02000, O_CLOEXEC = 02000000, O_PATH = 010000000,
    AF_UNIX = 1, SOCK_STREAM = 1, SOCK_CLOEXEC = 02000000, SHUT_WR = 1, MSG_NOSIGNAL = 0x4000,
    SOL_SOCKET = 1, SO_RCVTIMEO = 20, SO_SNDTIMEO = 21,
    PROT_READ = 1, PROT_WRITE = 2, MAP_SHARED = 1, MAP_PRIVATE = 2, MAP_ANONYMOUS = 0x20,
    STATX_BASIC_STATS = 0x7ff,
    S_IFMT = 0170000, S_IFDIR = 0040000, S_IFREG = 0100000, S_IFLNK = 0120000,
    SIGPIPE = 13, SIGCHLD = 17, SIG_IGN = 1,
    CLOCK_REALTIME = 0,
    LOCK_SH = 1, LOCK_NB = 4,
};

// ---- what compilers call unasked; each loop is kept from being turned into a call of itself ----

void *memcpy(void *restrict to, const void *restrict from, usize size)
{
#if defined(__x86_64__)
    void *start = to;
    __asm__ volatile("rep movsb" : "+D"(to), "+S"(from), "+c"(size) : : "memory");
    return start;
#else
    for (usize i = 0; i < size; i++) {
        ((u8 *)to)[i] = ((const u8 *)from)[i];
        __asm__ volatile("" : : : "memory");
    }
    return to;
#endif
}

void *memmove(void *to, const void *from, usize size)
{
    if ((u8 *)to <= (const u8 *)from || (u8 *)to >= (const u8 *)from + size) return memcpy(to, from, size);
    while (size-- > 0) {
        ((u8 *)to)[size] = ((const u8 *)from)[size];
        __asm__ volatile("" : : : "memory");
    }
    return to;
}

void *memset(void *to, int value, usize size)
{
#if defined(__x86_64__)
    void *start = to;
    __asm__ volatile("rep stosb" : "+D"(to), "+c"(size) : "a"(value) : "memory");
    return start;
#else
    for (usize i = 0; i < size; i++) {
        ((u8 *)to)[i] = (u8)value;
        __asm__ volatile("" : : : "memory");
    }
    return to;
#endif
}

int memcmp(const void *left, const void *right, usize size)
{
    for (usize i = 0; i < size; i++) {
        int difference = ((const u8 *)left)[i] - ((const u8 *)right)[i];
        if (difference != 0) return difference;
        __asm__ volatile("" : : : "memory");
    }
    return 0;
}

usize strlen(const char *text)
{
    usize length = 0;
    while (text[length] != 0) {
        length++;
        __asm__ volatile("" : : : "memory");
    }
    return length;
}

// ---- strings ----

UNUSED int equal(const char *left, const char *right)
{
    while (*left != 0 && *left == *right) left++, right++;
    return *left == *right;
}

UNUSED int starts_with(const char *text, const char *start)
{
    while (*start != 0 && *text == *start) text++, start++;
    return *start == 0;
}

// The value of NAME=value, or null.
UNUSED const char *environment(char **envp, const char *name)
{
    usize length = strlen(name);
    for (; *envp != NULL; envp++) {
        if (starts_with(*envp, name) && (*envp)[length] == '=') return *envp + length + 1;
    }
    return NULL;
}

// FNV-1a, 64 bits, over a text and the zero that ends it; begins with FNV_START.
#define FNV_START 0xcbf29ce484222325u
UNUSED u64 fnv(u64 hash, const char *text)
{
    do {
        hash = (hash ^ (u8)*text) * 0x100000001b3u;
    } while (*text++ != 0);
    return hash;
}

// ---- files ----

struct statx_time {
    i64 seconds;
    u32 nanoseconds;
    i32 reserved;
};

// statx(2), struct statx.
struct statx {
    u32 mask, block_size;
    u64 attributes;
    u32 links, user, group;
    u16 mode, spare0;
    u64 inode, size, blocks, attributes_mask;
    struct statx_time accessed, born, changed, modified;
    u32 special_major, special_minor, device_major, device_minor;
    u64 spare[14];
};

_Static_assert(sizeof(struct statx) == 256, "as the kernel has it");

UNUSED isize stat_at(int folder, const char *path, int flags, struct statx *status)
{
    return SYSCALL_5(statx, folder, path, flags, STATX_BASIC_STATS, status);
}

UNUSED isize open_at(int folder, const char *path, int flags, int mode)
{
    return SYSCALL_4(openat, folder, path, flags | O_CLOEXEC, mode);
}

UNUSED isize open_for_reading(const char *path) { return open_at(AT_FDCWD, path, O_RDONLY, 0); }

UNUSED void close_file(isize file) { SYSCALL_1(close, file); }

// As much as there is, up to size; less only at the end.
UNUSED isize read_all(isize file, void *to, usize size)
{
    usize done = 0;
    while (done < size) {
        isize count = SYSCALL_3(read, file, (u8 *)to + done, size - done);
        if (count == -EINTR) continue;
        if (count < 0) return count;
        if (count == 0) break;
        done += (usize)count;
    }
    return (isize)done;
}

// Zero, or a negative errno.
UNUSED isize write_all(isize file, const void *from, usize size)
{
    usize done = 0;
    while (done < size) {
        isize count = SYSCALL_3(write, file, (const u8 *)from + done, size - done);
        if (count == -EINTR) continue;
        if (count < 0) return count;
        done += (usize)count;
    }
    return 0;
}

UNUSED void say(const char *text) { write_all(2, text, strlen(text)); }

// ---- memory: zeroed, never given back; null where there is none ----

UNUSED void *map(isize file, usize size, int protection)
{
    int flags = file < 0 ? MAP_PRIVATE | MAP_ANONYMOUS : MAP_PRIVATE;
    isize address = SYSCALL_6(mmap, NULL, size, protection, flags, file, 0);
    return address < 0 && address > -4096 ? NULL : (void *)address;
}

UNUSED void *allocate(usize size)
{
    static u8 *free_from;
    static usize left;
    size = (size + 15) & ~(usize)15;
    if (size > left) {
        usize chunk = size > (1 << 20) ? size : (1 << 20);
        u8 *memory = map(-1, chunk, PROT_READ | PROT_WRITE);
        if (memory == NULL) return NULL;
        free_from = memory;
        left = chunk;
    }
    void *given = free_from;
    free_from += size;
    left -= size;
    return given;
}

// ---- processes ----

UNUSED isize fork_process(void) { return SYSCALL_5(clone, SIGCHLD, NULL, NULL, NULL, NULL); }

// The exit code, 128 + signal, or a negative errno.
UNUSED isize wait_for(isize process)
{
    int status;
    isize result;
    while ((result = SYSCALL_4(wait4, process, &status, 0, NULL)) == -EINTR) continue;
    if (result < 0) return result;
    return (status & 0x7f) == 0 ? (status >> 8) & 0xff : 128 + (status & 0x7f);
}

// Returns only where it fails.
UNUSED isize execute(const char *path, char **argv, char **envp) { return SYSCALL_3(execve, path, argv, envp); }

// As execvp(3) does, on the PATH of envp; a name with a slash is a path. Returns only where it fails.
UNUSED isize execute_on_path(const char *name, char **argv, char **envp)
{
    for (const char *at = name; *at != 0; at++) {
        if (*at == '/') return execute(name, argv, envp);
    }
    const char *folders = environment(envp, "PATH");
    if (folders == NULL) folders = "/usr/bin:/bin";
    isize failure = -ENOENT;
    usize length = strlen(name);
    static char path[4096];
    while (1) {
        usize size = 0;
        while (folders[size] != 0 && folders[size] != ':') size++;
        if (size + length + 2 <= sizeof path) {
            memcpy(path, size == 0 ? "." : folders, size == 0 ? 1 : size);
            usize end = size == 0 ? 1 : size;
            path[end] = '/';
            memcpy(path + end + 1, name, length + 1);
            isize result = execute(path, argv, envp);
            if (result != -ENOENT && result != -ENOTDIR) failure = result;
        }
        if (folders[size] == 0) return failure;
        folders += size + 1;
    }
}

// A write to a pipe that nobody reads any more fails (EPIPE), and ends nothing.
UNUSED void ignore_broken_pipes(void)
{
    isize action[4] = { SIG_IGN }; // struct sigaction: the handler comes first, and the rest is zero
    SYSCALL_4(rt_sigaction, SIGPIPE, action, NULL, 8);
}

__attribute__((noreturn, unused)) static void exit_with(int code)
{
    while (1) SYSCALL_1(exit_group, code);
}

// ---- sockets: unix(7) ----

struct unix_address {
    u16 family;
    char path[108];
};

struct socket_timeout {
    i64 seconds, microseconds;
};

// A connected stream; each later read and write of it fails after the time given, zero for never.
UNUSED isize connect_unix(const char *path, u32 timeout_ms)
{
    struct unix_address address = { .family = AF_UNIX };
    usize length = strlen(path);
    if (length >= sizeof address.path) return -ENAMETOOLONG;
    memcpy(address.path, path, length);
    isize connection = SYSCALL_3(socket, AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (connection < 0) return connection;
    if (timeout_ms != 0) {
        struct socket_timeout timeout = { timeout_ms / 1000, timeout_ms % 1000 * 1000 };
        SYSCALL_5(setsockopt, connection, SOL_SOCKET, SO_RCVTIMEO, &timeout, sizeof timeout);
        SYSCALL_5(setsockopt, connection, SOL_SOCKET, SO_SNDTIMEO, &timeout, sizeof timeout);
    }
    isize result = SYSCALL_3(connect, connection, &address, sizeof(u16) + length + 1);
    if (result < 0) {
        close_file(connection);
        return result;
    }
    return connection;
}

// Zero, or a negative errno: the other side's end is an error here, no signal.
UNUSED isize send_all(isize connection, const void *from, usize size)
{
    usize done = 0;
    while (done < size) {
        isize count = SYSCALL_6(sendto, connection, (const u8 *)from + done, size - done, MSG_NOSIGNAL, NULL, 0);
        if (count == -EINTR) continue;
        if (count < 0) return count;
        done += (usize)count;
    }
    return 0;
}

// ---- the start: argc, argv, null, envp, null, as the kernel lays them (System V ABI, "Process Initialization") ----

__attribute__((noreturn, used)) void freestanding_start(isize *stack)
{
    int argc = (int)stack[0];
    char **argv = (char **)(stack + 1);
    exit_with(run(argc, argv, argv + argc + 1));
}
