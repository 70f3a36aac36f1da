package io.keepwatch.story;

import io.keepwatch.contracts.DomainClock;
import io.keepwatch.platform.LocalPlatform;
import io.keepwatch.platform.Service;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;

/**
 * Plays the story to the local platform that runs in {@code KEEPWATCH_HOME} and prints what came out. Exit status 0 only
 * if that is exactly what had to; 1 if not; 2 if the platform could not be asked.
 */
public final class Demo {
    private static final int WRONG = 1;
    private static final int NOT_PLAYED = 2;

    private Demo() {}

    public static void main(String[] arguments) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        Map<String, String> environment = System.getenv();
        Screen screen = Screen.of(out, environment);
        Path home = Path.of(environment.getOrDefault("KEEPWATCH_HOME", ".keepwatch"));
        try {
            boolean right = play(LocalPlatform.attach(home), home, screen);
            System.exit(right ? 0 : WRONG);
        } catch (IOException | RuntimeException e) {
            screen.line(screen.tick(false) + " The story could not be played: " + e.getMessage());
            System.exit(NOT_PLAYED);
        }
    }

    private static boolean play(LocalPlatform platform, Path home, Screen screen) {
        Clock clock = DomainClock.from(Map.of(DomainClock.SHIFT, platform.info().timeShift()));
        Player player = new Player(doors(platform), home, clock, screen, Player.Patience.DEMO);
        Story story = player.tell();
        screen.line("  … until everything is judged and nothing more comes");
        CameOut cameOut = player.await(story);
        Verdict verdict = Verdict.on(cameOut, story);
        new Report(screen, story).print(cameOut, verdict);
        screen.line();
        boolean right = verdict.isRight() && player.isTakenWhole();
        screen.line(
                right
                        ? screen.in(
                                Screen.Look.GOOD,
                                "The story came out right: %d alerts, %d cases, %d notices, and nothing besides."
                                        .formatted(
                                                verdict.alerts().size(),
                                                verdict.cases().size(),
                                                cameOut.notices().size()))
                        : screen.in(Screen.Look.BAD, "The story did not come out right."));
        return right;
    }

    static Doors doors(LocalPlatform platform) {
        return new Doors(
                new Doors.Addresses(
                        platform.url(Service.INGESTION),
                        platform.url(Service.CASE_MANAGEMENT),
                        platform.url(Service.NOTIFICATION),
                        platform.url(Service.HUNTING),
                        platform.url(Service.OUTSIDE_WORLD),
                        platform.hrWebhookSecret(),
                        platform.webhookSecret()),
                new RoleTokens(platform));
    }
}
