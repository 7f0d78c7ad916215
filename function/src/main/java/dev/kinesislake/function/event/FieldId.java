package dev.kinesislake.function.event;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Numbers a member's column permanently: readers that keep a table's schema by field ids (Apache Iceberg, "Column Projection")
 * find a column by its number, whatever its name. Never change a number, and never give it to another member.
 */
@Target(ElementType.RECORD_COMPONENT)
@Retention(RetentionPolicy.RUNTIME)
public @interface FieldId {

    /** The column's field id in Parquet. */
    int value();
}
