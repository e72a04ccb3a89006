#include_next <unistd.h>
#ifndef FORTIFY_UNISTD_H
#define FORTIFY_UNISTD_H

#include <fortify.h>

ssize_t __read_chk(int file, void *to, size_t count, size_t room);
ssize_t __pread_chk(int file, void *to, size_t count, off_t offset, size_t room);
ssize_t __readlink_chk(const char *path, char *to, size_t size, size_t room);
ssize_t __readlinkat_chk(int folder, const char *path, char *to, size_t size, size_t room);
char *__getcwd_chk(char *to, size_t size, size_t room);
int __gethostname_chk(char *to, size_t size, size_t room);
int __getgroups_chk(int count, gid_t *to, size_t room);
int __ttyname_r_chk(int file, char *to, size_t size, size_t room);

#ifdef FORTIFY_ON
__fortify_plain(ssize_t, read, (int, void *, size_t));
__fortify_function ssize_t read(int file, __fortify_memory(void *) to, size_t count)
{
	size_t room = __fortify_room(to);

	return __fortify_fits(count, room) ? __plain_read(file, to, count) : __read_chk(file, to, count, room);
}

__fortify_plain(ssize_t, pread, (int, void *, size_t, off_t));
__fortify_function ssize_t pread(int file, __fortify_memory(void *) to, size_t count, off_t offset)
{
	size_t room = __fortify_room(to);

	return __fortify_fits(count, room) ? __plain_pread(file, to, count, offset) : __pread_chk(file, to, count, offset, room);
}

__fortify_plain(ssize_t, readlink, (const char *, char *, size_t));
__fortify_function ssize_t readlink(const char *path, __fortify_string(char *) to, size_t size)
{
	size_t room = __fortify_member_room(to);

	return __fortify_fits(size, room) ? __plain_readlink(path, to, size) : __readlink_chk(path, to, size, room);
}

__fortify_plain(ssize_t, readlinkat, (int, const char *, char *, size_t));
__fortify_function ssize_t readlinkat(int folder, const char *path, __fortify_string(char *) to, size_t size)
{
	size_t room = __fortify_member_room(to);

	return __fortify_fits(size, room)
		? __plain_readlinkat(folder, path, to, size) : __readlinkat_chk(folder, path, to, size, room);
}

/* A null buffer, for which getcwd makes one, is of unknown size. */
__fortify_plain(char *, getcwd, (char *, size_t));
__fortify_function char *getcwd(__fortify_string(char *) to, size_t size)
{
	size_t room = __fortify_member_room(to);

	return __fortify_fits(size, room) ? __plain_getcwd(to, size) : __getcwd_chk(to, size, room);
}

__fortify_plain(int, gethostname, (char *, size_t));
__fortify_function int gethostname(__fortify_string(char *) to, size_t size)
{
	size_t room = __fortify_member_room(to);

	return __fortify_fits(size, room) ? __plain_gethostname(to, size) : __gethostname_chk(to, size, room);
}

__fortify_plain(int, getgroups, (int, gid_t *));
__fortify_function int getgroups(int count, __fortify_memory(gid_t *) to)
{
	size_t room = __fortify_room(to);

	return room == (size_t)-1 ? __plain_getgroups(count, to) : __getgroups_chk(count, to, room);
}

__fortify_plain(int, ttyname_r, (int, char *, size_t));
__fortify_function int ttyname_r(int file, __fortify_string(char *) to, size_t size)
{
	size_t room = __fortify_member_room(to);

	return __fortify_fits(size, room) ? __plain_ttyname_r(file, to, size) : __ttyname_r_chk(file, to, size, room);
}
#endif

#endif
