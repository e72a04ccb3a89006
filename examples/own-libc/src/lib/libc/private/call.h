long call(long number, long first, long second, long third);
