package dev.kinesislake.bench;
import dev.kinesislake.bench.work.*;
import java.nio.file.*;
import java.util.*;
public final class Try {
  private Try() {}
  public static void main(String[] a) throws Exception {
    var scratch = Files.createTempDirectory("bench");
    var home = Path.of(System.getProperty("lake.home"));
    try (var s3 = S3Process.start(scratch.resolve("s3"))) {
      var env = Map.of("LAKE_BUCKET", S3Process.LAKE, "FAILED_BUCKET", S3Process.FAILED, "SECTIONS", "[]", "PUT_PARALLELISM", "16");
      int mem = Integer.parseInt(a[1]);
      var ours = PackagedFunction.of(home.resolve("function"), "dev.kinesislake.function.Handler", mem, s3, env, scratch.resolve("ours"));
      var text = PackagedFunction.of(home.resolve("bench/textbook"), "dev.kinesislake.bench.textbook.TextbookHandler", mem, s3, env, scratch.resolve("text"));
      var batch = Workload.of(EventKind.PLAIN, 1, Integer.parseInt(a[2])).invocations().get(0);
      System.out.println(batch.length + " zip " + ours.zippedBytes() + " " + text.zippedBytes());
      for (int i = 0; i < Integer.parseInt(a[0]); i++) System.out.println("ours " + ours.start(batch) + "  text " + text.start(batch));
    }
  }
}
