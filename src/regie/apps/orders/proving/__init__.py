"""Who asks: number and name, codes by e-mail, what each of them lets be shown."""
