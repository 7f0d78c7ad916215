package dev.kinesislake.lab.aws.lambda.testfunction;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;

/** Does what the event says: a word, and what it is about. */
public final class TestFunction implements RequestStreamHandler {

    @Override
    public void handleRequest(InputStream event, OutputStream answer, Context context) throws IOException {
        var words = new String(event.readAllBytes(), StandardCharsets.UTF_8).split(" ", 2);
        answer.write(
                answer(words[0], words.length == 1 ? "" : words[1], context).getBytes(StandardCharsets.UTF_8));
    }

    private String answer(String word, String about, Context context) throws IOException {
        return switch (word) {
            case "echo" -> about;
            case "throw" -> throw new IllegalStateException(about);
            case "spin" -> spin();
            case "exit" -> exit(Integer.parseInt(about));
            case "allocate" -> allocate();
            case "answer" -> "x".repeat(Integer.parseInt(about));
            case "print" -> print(about, context);
            case "pid" -> Long.toString(ProcessHandle.current().pid());
            case "meet" -> meet(Path.of(about), context);
            case "environment" -> new TreeMap<>(System.getenv()).toString();
            case "class" -> find(about);
            case "context" ->
                String.join(
                        " ",
                        context.getFunctionName(),
                        context.getInvokedFunctionArn(),
                        Integer.toString(context.getMemoryLimitInMB()),
                        context.getLogGroupName());
            default -> throw new IllegalArgumentException(word);
        };
    }

    private static String spin() {
        while (true) {
            Thread.onSpinWait();
        }
    }

    private static String exit(int status) {
        System.exit(status);
        return "";
    }

    private static String allocate() {
        var sizes = 0L;
        for (Object[] all = {}; ; all = new Object[] {all, new byte[8 << 20]}) {
            sizes += all.length;
            if (sizes < 0) {
                return "never";
            }
        }
    }

    private static String print(String line, Context context) {
        System.out.println(line);
        System.err.println(line);
        context.getLogger().log(line + "\n");
        return "";
    }

    /** Ends when as many invocations as two are in here at the same time. */
    private static String meet(Path folder, Context context) throws IOException {
        Files.writeString(folder.resolve(context.getAwsRequestId()), "here");
        while (context.getRemainingTimeInMillis() > 1000) {
            try (var here = Files.list(folder)) {
                if (here.count() == 2) {
                    return Long.toString(ProcessHandle.current().pid());
                }
            }
            Thread.onSpinWait();
        }
        throw new IllegalStateException("nobody else came");
    }

    private static String find(String name) {
        try {
            Class.forName(name);
            return "found";
        } catch (ClassNotFoundException none) {
            return "none";
        }
    }
}
