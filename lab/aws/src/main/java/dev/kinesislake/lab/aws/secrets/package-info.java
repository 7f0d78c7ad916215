/** AWS Secrets Manager, as far as a secret's value is read and written. */
@NullMarked
package dev.kinesislake.lab.aws.secrets;

import org.jspecify.annotations.NullMarked;
