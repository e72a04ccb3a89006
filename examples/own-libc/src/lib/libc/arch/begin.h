#include <call.h>
#include <numbers.h>

int main(int count, char **arguments);

__attribute__((used)) _Noreturn void begin(long *stack)
{
	for (long code = main((int)*stack, (char **)(stack + 1));;)
		call(NR_exit, code, 0, 0);
}
