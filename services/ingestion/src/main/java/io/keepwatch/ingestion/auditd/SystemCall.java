package io.keepwatch.ingestion.auditd;

import org.jspecify.annotations.Nullable;

/** The system calls that activities are read from, by the numbers they have on each architecture. */
enum SystemCall {
    EXECVE,
    EXECVEAT,
    CONNECT,
    ACCEPT,
    BIND;

    private static final long X86_64 = 0xc000003eL;
    private static final long I386 = 0x40000003L;
    private static final long AARCH64 = 0xc00000b7L;
    /** Set in a number of the x32 ABI, which shares its architecture code with x86-64. */
    private static final long X32 = 0x40000000L;

    private static final long I386_SOCKETCALL = 102;

    /** The call a SYSCALL record tells of; null for any other call and on other architectures without enrichment. */
    static @Nullable SystemCall of(AuditRecord syscall) {
        String name = syscall.names().get("syscall");
        if (name != null) {
            return ofName(name);
        }
        String architecture = syscall.word("arch");
        String number = syscall.word("syscall");
        if (architecture == null || number == null) {
            return null;
        }
        Long arch = Numbers.hex(architecture);
        Long call = Numbers.decimal(number);
        if (arch == null || call == null) {
            return ofName(number);
        }
        if (arch == X86_64) {
            return x86(call);
        }
        if (arch == I386) {
            String first = syscall.word("a0");
            return i386(call, first == null ? null : Numbers.hex(first));
        }
        return arch == AARCH64 ? aarch64(call) : null;
    }

    private static @Nullable SystemCall ofName(String name) {
        return switch (name) {
            case "execve" -> EXECVE;
            case "execveat" -> EXECVEAT;
            case "connect" -> CONNECT;
            case "accept", "accept4" -> ACCEPT;
            case "bind" -> BIND;
            default -> null;
        };
    }

    private static @Nullable SystemCall x86(long number) {
        if ((number & X32) != 0) {
            return switch ((int) (number & ~X32)) {
                case 520 -> EXECVE;
                case 545 -> EXECVEAT;
                case 42 -> CONNECT;
                case 43, 288 -> ACCEPT;
                case 49 -> BIND;
                default -> null;
            };
        }
        return switch ((int) number) {
            case 59 -> EXECVE;
            case 322 -> EXECVEAT;
            case 42 -> CONNECT;
            case 43, 288 -> ACCEPT;
            case 49 -> BIND;
            default -> null;
        };
    }

    /** @param first the first argument, which says what {@code socketcall} is to do */
    private static @Nullable SystemCall i386(long number, @Nullable Long first) {
        if (number == I386_SOCKETCALL) {
            return switch (first == null ? 0 : first.intValue()) {
                case 2 -> BIND;
                case 3 -> CONNECT;
                case 5, 18 -> ACCEPT;
                default -> null;
            };
        }
        return switch ((int) number) {
            case 11 -> EXECVE;
            case 358 -> EXECVEAT;
            case 362 -> CONNECT;
            case 364 -> ACCEPT;
            case 361 -> BIND;
            default -> null;
        };
    }

    private static @Nullable SystemCall aarch64(long number) {
        return switch ((int) number) {
            case 221 -> EXECVE;
            case 281 -> EXECVEAT;
            case 203 -> CONNECT;
            case 202, 242 -> ACCEPT;
            case 200 -> BIND;
            default -> null;
        };
    }
}
