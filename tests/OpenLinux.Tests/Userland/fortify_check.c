/* usage: fortify_check FUNCTION SIZE
   Calls the function on a buffer of 16 bytes (or 4 wide characters, 2 descriptors, 2 groups) with a size that
   the compiler does not know. Ends with 0 where it comes back, and with 64 where it does not know the function. */
#include <poll.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <unistd.h>
#include <wchar.h>

static char text[64];
static wchar_t wide[64];

/* Whoever overflows the first member writes into the second. */
static struct {
	char buffer[16];
	wchar_t letters[4];
	struct pollfd files[2];
	gid_t groups[2];
	fd_set set;
	char behind[8192];
} room;

static int print(size_t size, int bounded, const char *format, ...)
{
	va_list arguments;
	int length;

	va_start(arguments, format);
	length = bounded ? vsnprintf(room.buffer, size, format, arguments) : vsprintf(room.buffer, format, arguments);
	va_end(arguments);
	return length;
}

#define CHECK(function, call) \
	if (strcmp(name, #function) == 0) { \
		(void)(call); \
		return 0; \
	}

/* The memory functions may fill all of a structure: theirs is an object of its own. */
#define CHECK_MEMORY(function, call) \
	if (strcmp(name, #function) == 0) { \
		char memory[16]; \
		wchar_t letters[4]; \
		struct pollfd files[2] = {{.fd = -1}, {.fd = -1}}; \
		gid_t groups[2]; \
		fd_set set = {{0}}; \
		__asm__ volatile("" : : "r"(memory), "r"(letters), "r"(files), "r"(groups), "r"(&set) : "memory"); \
		(void)(call); \
		__asm__ volatile("" : : "r"(memory), "r"(letters), "r"(files), "r"(groups), "r"(&set) : "memory"); \
		return 0; \
	}

int main(int count, char **words)
{
	const char *name = count > 1 ? words[1] : "";
	size_t size = count > 2 ? strtoul(words[2], NULL, 10) : 0;
	struct timespec now = {0, 0};

	/* A string of SIZE bytes with its end. */
	for (size_t i = 0; i + 1 < size && i < 63; i++) {
		text[i] = 'x';
		wide[i] = L'x';
	}

	CHECK_MEMORY(memcpy, memcpy(memory, text, size))
	CHECK_MEMORY(memmove, memmove(memory, text, size))
	CHECK_MEMORY(mempcpy, mempcpy(memory, text, size))
	CHECK_MEMORY(memset, memset(memory, 1, size))
	CHECK_MEMORY(explicit_bzero, (explicit_bzero(memory, size), 0))
	CHECK_MEMORY(bcopy, (bcopy(text, memory, size), 0))
	CHECK_MEMORY(bzero, (bzero(memory, size), 0))
	CHECK_MEMORY(read, read(0, memory, size))
	CHECK_MEMORY(pread, pread(0, memory, size, 0))
	CHECK_MEMORY(fread, fread(memory, 1, size, stdin))
	CHECK_MEMORY(recv, recv(0, memory, size, 0))
	CHECK_MEMORY(recvfrom, recvfrom(0, memory, size, 0, NULL, NULL))
	CHECK_MEMORY(wmemcpy, wmemcpy(letters, wide, size))
	CHECK_MEMORY(wmemmove, wmemmove(letters, wide, size))
	CHECK_MEMORY(wmemset, wmemset(letters, L'x', size))
	CHECK_MEMORY(poll, poll(files, size, 0))
	CHECK_MEMORY(ppoll, ppoll(files, size, &now, NULL))
	CHECK_MEMORY(getgroups, getgroups((int)size, groups))
	CHECK_MEMORY(fdelt, (FD_SET((int)size, &set), FD_CLR((int)size, &set), FD_ISSET((int)size, &set)))

	CHECK(strcpy, strcpy(room.buffer, text))
	CHECK(stpcpy, stpcpy(room.buffer, text))
	CHECK(strcat, strcat(room.buffer, text))
	CHECK(strncpy, strncpy(room.buffer, text, size))
	CHECK(stpncpy, stpncpy(room.buffer, text, size))
	CHECK(strncat, strncat(room.buffer, text, size))
	CHECK(strlcpy, strlcpy(room.buffer, text, size))
	CHECK(strlcat, strlcat(room.buffer, text, size))
	CHECK(sprintf, sprintf(room.buffer, "%s", text))
	CHECK(snprintf, snprintf(room.buffer, size, "%s", "x"))
	CHECK(vsprintf, print(size, 0, "%s", text))
	CHECK(vsnprintf, print(size, 1, "%s", "x"))
	CHECK(fgets, fgets(room.buffer, (int)size, stdin))
	CHECK(readlink, readlink("/proc/self/exe", room.buffer, size))
	CHECK(readlinkat, readlinkat(-1, "/proc/self/exe", room.buffer, size))
	CHECK(getcwd, getcwd(room.buffer, size))
	CHECK(gethostname, gethostname(room.buffer, size))
	CHECK(ttyname_r, ttyname_r(0, room.buffer, size))
	CHECK(mbstowcs, mbstowcs(room.letters, text, size))
	CHECK(wcstombs, wcstombs(room.buffer, wide, size))
	CHECK(wcscpy, wcscpy(room.letters, wide))
	CHECK(wcscat, wcscat(room.letters, wide))
	CHECK(wcsncpy, wcsncpy(room.letters, wide, size))
	/* It may write PATH_MAX bytes, however short the answer. */
	if (strcmp(name, "realpath") == 0)
		return size > 16 ? realpath("/", room.buffer) == NULL : realpath("/", room.behind) == NULL;
	return 64;
}
