/* The terminal on standard input, if it is one. */
#include <sys/ioctl.h>
#include <unistd.h>

#include "init.h"

void terminal_claim(void)
{
	if (isatty(STDIN_FILENO) && tcgetpgrp(STDIN_FILENO) < 0) {
		/* Fails where init leads its session already, which is as good. */
		setsid();
		ioctl(STDIN_FILENO, TIOCSCTTY, 0);
	}
}

bool terminal_give_to(pid_t group)
{
	/* A background process may do so only with SIGTTOU blocked, which init and its child see to. */
	return tcsetpgrp(STDIN_FILENO, group) == 0;
}
