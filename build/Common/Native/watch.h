// What a child opens for reading, seen as it asks the kernel: seccomp(2), seccomp_unotify(2). It needs Linux 5.5 and no privileges; where
// the kernel, or whoever stands between, does not permit it, the child runs unwatched and that is told.

enum {
    POLLIN = 1,
    PR_SET_NO_NEW_PRIVS = 38,
    CLONE_FILES = 0x400, CLONE_PIDFD = 0x1000,
    O_DIRECTORY =
#if defined(__x86_64__)
        0200000,
    SYS_open = 2, SYS_prctl = 157, SYS_unshare = 272, SYS_process_vm_readv = 310, SYS_seccomp = 317,
#else
        040000,
    SYS_unshare = 97, SYS_prctl = 167, SYS_process_vm_readv = 270, SYS_seccomp = 277,
#endif
    SYS_openat2 = 437,
    SECCOMP_SET_MODE_FILTER = 1, SECCOMP_FILTER_FLAG_NEW_LISTENER = 8, SECCOMP_USER_NOTIF_FLAG_CONTINUE = 1,
    PAGE = 4096, PATH_LIMIT = 4096, PATHS_LIMIT = 1 << 22,
};

#define SECCOMP_IOCTL_NOTIF_RECV 0xc0502100u
#define SECCOMP_IOCTL_NOTIF_SEND 0xc0182101u
// Both sides run on one core in turn, where the kernel can do that (Linux 6.6).
#define SECCOMP_IOCTL_NOTIF_SET_FLAGS 0x40082104u
#define SECCOMP_USER_NOTIF_FD_SYNC_WAKE_UP 1u
#define SECCOMP_RET_USER_NOTIF 0x7fc00000u
#define SECCOMP_RET_ALLOW 0x7fff0000u
#if defined(__x86_64__)
#define AUDIT_ARCH 0xc000003eu
#else
#define AUDIT_ARCH 0xc00000b7u
#endif

struct seccomp_call {
    i32 number;
    u32 architecture;
    u64 instruction, arguments[6];
};

struct seccomp_notice {
    u64 id;
    u32 process, flags;
    struct seccomp_call call;
};

struct seccomp_answer {
    u64 id;
    i64 value;
    i32 error;
    u32 flags;
};

_Static_assert(sizeof(struct seccomp_notice) == 80 && sizeof(struct seccomp_answer) == 24, "as the kernel has them");

// A classic BPF program, bpf(4).
struct bpf_step {
    u16 code;
    u8 if_true, if_false;
    u32 value;
};

struct bpf_program {
    u16 length;
    const struct bpf_step *steps;
};

struct poll_entry {
    i32 file;
    u16 wanted, got;
};

struct io_vector {
    void *base;
    usize size;
};

// What was opened, in its order, each path with its zero.
struct watch {
    i32 listener, process;
    int is_complete;
    u8 *paths;
    usize size, room;
};

#define BPF_LOAD(offset) { 0x20, 0, 0, offset }
#define BPF_IF_EQUAL(value, yes, no) { 0x15, yes, no, (u32)(value) }
#define BPF_IF_ANY(bits, yes, no) { 0x45, yes, no, (u32)(bits) }
#define BPF_RETURN(value) { 0x06, 0, 0, value }

// Opens for reading: nothing that is only written, made anew or listed is told.
UNUSED const struct bpf_step reading_opens[] = {
    BPF_LOAD(4),
    BPF_IF_EQUAL(AUDIT_ARCH, 0, 9),
    BPF_LOAD(0),
    BPF_IF_EQUAL(SYS_openat, 4, 0),
    BPF_IF_EQUAL(SYS_openat2, 6, 0),
#if defined(__x86_64__)
    // It has its flags one argument earlier; C libraries differ in which of the two they call.
    BPF_IF_EQUAL(SYS_open, 0, 4),
    BPF_LOAD(24),
    BPF_IF_ANY(O_WRONLY | O_EXCL | O_DIRECTORY, 2, 3),
#else
    BPF_RETURN(SECCOMP_RET_ALLOW),
    BPF_RETURN(SECCOMP_RET_ALLOW),
    BPF_RETURN(SECCOMP_RET_ALLOW),
#endif
    BPF_LOAD(32),
    BPF_IF_ANY(O_WRONLY | O_EXCL | O_DIRECTORY, 0, 1),
    BPF_RETURN(SECCOMP_RET_ALLOW),
    BPF_RETURN(SECCOMP_RET_USER_NOTIF),
};

// The listener, or a negative errno.
static isize listen_to_own(const struct bpf_program *calls)
{
    isize result = SYSCALL_5(prctl, PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    return result < 0 ? result : SYSCALL_3(seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_NEW_LISTENER, calls);
}

static int is_ready(i32 file, i32 process)
{
    struct poll_entry entries[] = { { file, POLLIN, 0 }, { process, POLLIN, 0 } };
    while (SYSCALL_5(ppoll, entries, COUNT(entries), NULL, NULL, 0) == -EINTR) continue;
    return (entries[0].got & POLLIN) != 0;
}

// As fork(2); the child is watched where that can be. Both have the same files until the listener has reached the parent.
static isize fork_watched(struct watch *watch, const struct bpf_program *calls)
{
    *watch = (struct watch) { .listener = -1, .process = -1 };
    i32 ends[2];
    if (SYSCALL_2(pipe2, ends, O_CLOEXEC) < 0) return fork_process();
    isize child = SYSCALL_5(clone, CLONE_FILES | CLONE_PIDFD | SIGCHLD, NULL, &watch->process, NULL, NULL);
    if (child < 0) {
        close_file(ends[0]);
        close_file(ends[1]);
        return fork_process();
    }
    if (child == 0) {
        i32 listener = (i32)listen_to_own(calls);
        write_all(ends[1], &listener, sizeof listener);
        SYSCALL_1(unshare, CLONE_FILES);
        return 0;
    }
    if (is_ready(ends[0], watch->process)) read_all(ends[0], &watch->listener, sizeof watch->listener);
    watch->is_complete = watch->listener >= 0;
    close_file(ends[0]);
    close_file(ends[1]);
    return child;
}

// A path's length with its zero; zero where it cannot be read. A page may be the last that is there.
static usize read_path(u32 process, u64 address, u8 *to)
{
    usize done = 0;
    while (done < PATH_LIMIT) {
        usize size = PAGE - ((address + done) & (PAGE - 1));
        if (size > PATH_LIMIT - done) size = PATH_LIMIT - done;
        struct io_vector here = { to + done, size }, there = { (void *)(address + done), size };
        isize count = SYSCALL_6(process_vm_readv, process, &here, 1, &there, 1, 0);
        if (count <= 0) return 0;
        for (isize i = 0; i < count; i++) {
            if (to[done + (usize)i] == 0) return done + (usize)i + 1;
        }
        done += (usize)count;
    }
    return 0;
}

static u8 *room_for_path(struct watch *watch)
{
    if (watch->room - watch->size < PATH_LIMIT) {
        usize room = watch->room == 0 ? 16 * PATH_LIMIT : 2 * watch->room;
        u8 *paths = room > PATHS_LIMIT ? NULL : allocate(room);
        if (paths == NULL) return NULL;
        if (watch->size > 0) memcpy(paths, watch->paths, watch->size);
        watch->paths = paths;
        watch->room = room;
    }
    return watch->paths + watch->size;
}

// Zero: it goes on.
UNUSED i32 note(struct watch *watch, const struct seccomp_notice *notice)
{
    const struct seccomp_call *call = &notice->call;
    int is_at = call->number == SYS_openat || call->number == SYS_openat2;
    u8 *path = room_for_path(watch);
    usize size = path == NULL || call->architecture != AUDIT_ARCH ? 0 : read_path(notice->process, call->arguments[is_at], path);
    watch->size += size;
    if (size == 0 || (is_at && (i32)call->arguments[0] != AT_FDCWD && path[0] != '/')) watch->is_complete = 0;
    return 0;
}

// Until the child ends, which it does not wait for (wait4(2)). What is taken goes on, or fails with the errno that is given.
static void follow(struct watch *watch, i32 (*take)(struct watch *, const struct seccomp_notice *))
{
    if (watch->listener < 0) return;
    SYSCALL_3(ioctl, watch->listener, SECCOMP_IOCTL_NOTIF_SET_FLAGS, SECCOMP_USER_NOTIF_FD_SYNC_WAKE_UP);
    while (is_ready(watch->listener, watch->process)) {
        struct seccomp_notice notice = { 0 };
        if (SYSCALL_3(ioctl, watch->listener, SECCOMP_IOCTL_NOTIF_RECV, &notice) < 0) continue;
        i32 error = take(watch, &notice);
        struct seccomp_answer answer = { notice.id, 0, -error, error == 0 ? SECCOMP_USER_NOTIF_FLAG_CONTINUE : 0 };
        SYSCALL_3(ioctl, watch->listener, SECCOMP_IOCTL_NOTIF_SEND, &answer);
    }
}
