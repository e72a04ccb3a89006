#include_next <sys/select.h>
#ifndef FORTIFY_SYS_SELECT_H
#define FORTIFY_SYS_SELECT_H

#include <fortify.h>

/* The word of an fd_set that holds a file descriptor's bit. */
long __fdelt_chk(long file);

#ifdef FORTIFY_ON
#undef FD_SET
#undef FD_CLR
#undef FD_ISSET
#define __fortify_bit(file) (1UL << ((unsigned long)(file) % (8 * sizeof(long))))
#define FD_SET(file, set) ((void)((set)->fds_bits[__fdelt_chk(file)] |= __fortify_bit(file)))
#define FD_CLR(file, set) ((void)((set)->fds_bits[__fdelt_chk(file)] &= ~__fortify_bit(file)))
#define FD_ISSET(file, set) (((set)->fds_bits[__fdelt_chk(file)] & __fortify_bit(file)) != 0)
#endif

#endif
