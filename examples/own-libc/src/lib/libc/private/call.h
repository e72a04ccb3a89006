long call(long number, long first, long second, long third);
_Noreturn void leave(int code);
