using System.Globalization;
using System.Net;
using System.Net.Mail;
using System.Text;

using Weir.Engine.Notifications;
using Weir.Notifications;

namespace Weir.Notifiers;

/// <summary>Sends letters by SMTP.</summary>
internal static class EmailSender
{
    /// <param name="email">Whose letter, and to whom.</param>
    /// <param name="user">Who sends; none when nobody is asked to prove it.</param>
    /// <param name="password">The password.</param>
    /// <param name="notification">What is told.</param>
    /// <param name="patience">How long the server may take.</param>
    /// <param name="cancellationToken">Ends it; it may have been sent.</param>
    public static async Task SendAsync(
        NotificationChannel.Email email, string? user, string? password, Notification notification, TimeSpan patience, CancellationToken cancellationToken)
    {
        var server = email.Server;
        using var letter = LetterOf(email, notification);
        using var client = new SmtpClient(server.Host, server.Port) { EnableSsl = server.UsesTls };
        if (user is not null)
        {
            client.Credentials = new NetworkCredential(user, password);
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(patience);
        try
        {
            await client.SendMailAsync(letter, limit.Token).WaitAsync(patience, cancellationToken);
        }
        catch (Exception error) when (error is TimeoutException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            throw SendFailures.ForNow(
                string.Create(CultureInfo.InvariantCulture, $"{server.Host} did not take the letter within {patience.TotalSeconds:0.#} seconds."), error);
        }
        catch (SmtpException error) when (IsForGood(error))
        {
            throw SendFailures.ForGood($"{server.Host} refused the letter: {error.Message}", "Check the addresses, user and password.", error);
        }
        catch (SmtpException error)
        {
            throw SendFailures.ForNow($"The letter could not be sent by {server.Host}: {(error.InnerException ?? error).Message}", error);
        }
    }

    /// <summary>Answers that begin with 5, and addresses that were refused: the letter has gone to the others.</summary>
    private static bool IsForGood(SmtpException error) => error is SmtpFailedRecipientException || (int)error.StatusCode >= 500;

    private static MailMessage LetterOf(NotificationChannel.Email email, Notification notification)
    {
        var subject = $"[{notification.Project}] {notification.Title}";
        var letter = new MailMessage
        {
            From = new MailAddress(email.From),
            Subject = string.Concat(subject.Select(letter => char.IsControl(letter) ? ' ' : letter)),
            Body = notification.Body,
            SubjectEncoding = Encoding.UTF8,
            BodyEncoding = Encoding.UTF8,
        };
        letter.Headers.Add("Message-ID", $"<{notification.Id}@weir>");
        foreach (var to in email.To)
        {
            letter.To.Add(to);
        }

        return letter;
    }
}
