package io.keepwatch.platform.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OneStepTest {
    @TempDir
    Path directory;

    @Test
    @DisplayName("an attempt that fails half way leaves nothing, and the next one succeeds")
    void shouldRepairAnInterruptedAttempt() throws Exception {
        Path ready = directory.resolve("programs");
        assertThatThrownBy(() -> OneStep.folder(ready, folder -> {
                    Files.writeString(folder.resolve("half"), "half");
                    throw new IOException("cut off");
                }))
                .isInstanceOf(IOException.class)
                .hasMessage("cut off");
        assertThat(directory).isEmptyDirectory();

        OneStep.folder(ready, folder -> Files.writeString(folder.resolve("whole"), "whole"));

        assertThat(ready).isDirectoryContaining("glob:**/whole");
    }

    @Test
    @DisplayName("what a killed attempt left long ago is removed, what somebody fills now is not")
    void shouldRemoveAbandonedAttempts() throws Exception {
        Path abandoned = Files.createDirectories(directory.resolve("programs.unfinished-1/lib"));
        Files.setLastModifiedTime(abandoned.getParent(), FileTime.from(Instant.EPOCH));
        Path beingFilled = Files.createDirectory(directory.resolve("programs.unfinished-2"));

        OneStep.folder(directory.resolve("programs"), folder -> {});

        assertThat(abandoned).doesNotExist();
        assertThat(beingFilled).exists();
    }

    @Test
    @DisplayName("two who fill the same folder at once both get a full one")
    void shouldServeTwoAtOnce() throws Exception {
        CyclicBarrier together = new CyclicBarrier(2);
        Callable<Path> attempt = () -> OneStep.folder(directory.resolve("programs"), folder -> {
            Files.writeString(folder.resolve("whole"), "whole");
            try {
                together.await();
            } catch (BrokenBarrierException e) {
                throw new IOException(e);
            }
        });
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            for (Future<Path> found : threads.invokeAll(List.of(attempt, attempt))) {
                assertThat(found.get().resolve("whole")).hasContent("whole");
            }
        }
        assertThat(directory).isDirectoryNotContaining("glob:**unfinished**");
    }

    @Test
    @DisplayName("a mirror follows changes and removals, and leaves alone what is the same")
    void shouldMirror() throws Exception {
        Path root = directory.resolve("source");
        Path source = Files.createDirectories(root.resolve("lib"));
        Files.writeString(source.resolve("same"), "same");
        Files.writeString(source.resolve("gone"), "gone");
        Path target = directory.resolve("target");
        Directories.mirror(root, target);
        FileTime before = Files.getLastModifiedTime(target.resolve("lib/same"));

        Files.delete(source.resolve("gone"));
        Files.writeString(source.resolve("new"), "new");
        Directories.mirror(root, target);

        assertThat(target.resolve("lib/gone")).doesNotExist();
        assertThat(target.resolve("lib/new")).hasContent("new");
        assertThat(Files.getLastModifiedTime(target.resolve("lib/same"))).isEqualTo(before);
    }
}
