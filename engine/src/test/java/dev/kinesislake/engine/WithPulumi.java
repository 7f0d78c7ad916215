package dev.kinesislake.engine;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/** The tests need the Pulumi CLI. Where there is none they are skipped, or fail if {@code LAKE_ENGINE_TESTS} is {@code required}. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(PulumiOnPath.class)
@interface WithPulumi {}
