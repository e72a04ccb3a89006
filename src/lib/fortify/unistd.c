#include <unistd.h>

#include "fail.h"

ssize_t __read_chk(int file, void *to, size_t count, size_t room)
{
	require_room(count, room);
	return read(file, to, count);
}

ssize_t __pread_chk(int file, void *to, size_t count, off_t offset, size_t room)
{
	require_room(count, room);
	return pread(file, to, count, offset);
}

ssize_t __readlink_chk(const char *path, char *to, size_t size, size_t room)
{
	require_room(size, room);
	return readlink(path, to, size);
}

ssize_t __readlinkat_chk(int folder, const char *path, char *to, size_t size, size_t room)
{
	require_room(size, room);
	return readlinkat(folder, path, to, size);
}

char *__getcwd_chk(char *to, size_t size, size_t room)
{
	require_room(size, room);
	return getcwd(to, size);
}

int __gethostname_chk(char *to, size_t size, size_t room)
{
	require_room(size, room);
	return gethostname(to, size);
}

int __getgroups_chk(int count, gid_t *to, size_t room)
{
	require_room(count > 0 ? (size_t)count : 0, room / sizeof *to);
	return getgroups(count, to);
}

int __ttyname_r_chk(int file, char *to, size_t size, size_t room)
{
	require_room(size, room);
	return ttyname_r(file, to, size);
}
