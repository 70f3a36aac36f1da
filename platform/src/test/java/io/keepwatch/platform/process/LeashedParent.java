package io.keepwatch.platform.process;

import java.io.IOException;

/** A JVM with a child on a leash; it says the child's id and waits to be killed. */
final class LeashedParent {
    private LeashedParent() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Process child = new ProcessBuilder("sleep", "600").start();
        try (Leash leash = Leash.start()) {
            leash.hold(child.toHandle(), Leash.Word.TERM);
            System.out.println(child.pid());
            child.waitFor();
        }
    }
}
